import { pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

const personal = [
  'email',
  'address',
  'accessToken',
  'refreshToken',
  'body',
  'authorization',
  'to',
  'html',
  'text',
];

/** Structured logs without personal data: pino's `*.x` does not cover the top level, so each name is listed twice. */
export const createLogger = (options: { level: string; name: string; file?: string | number }): Logger =>
  pino(
    {
      level: options.level,
      name: options.name,
      redact: [...personal, ...personal.map((key) => `*.${key}`)],
    },
    pino.destination(options.file ?? 1),
  );

export const silentLogger: Logger = pino({ level: 'silent' });
