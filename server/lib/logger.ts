import { pino } from 'pino';
import type { Logger } from 'pino';
import { errorCodeOf } from './errors.ts';
import { loggedError } from './logged-error.ts';

export type { Logger } from 'pino';

const personal = [
  'email',
  'address',
  'firstName',
  'lastName',
  'phone',
  'accessToken',
  'refreshToken',
  'token',
  'body',
  'authorization',
  'headers',
  'to',
  'subject',
  'html',
  'text',
];

/** Links in mails carry a signed token as a part of their path. */
const loggedPath = (path: unknown): string => String(path).replaceAll(/[^/]{25,}/g, '[token]');

/** Every failure has its code at the top, where it is searched for. */
const withCode = (fields: Record<string, unknown>): Record<string, unknown> =>
  'err' in fields && !('code' in fields) ? { code: errorCodeOf(fields['err']), ...fields } : fields;

export interface LoggerOptions {
  readonly level: string;
  readonly name: string;
  /** A path or a descriptor; stdout unless told. */
  readonly file?: string | number;
}

/** Without its listener a full disk under the log would end the process; lines are lost instead. */
const destinationOf = (dest: string | number) =>
  pino.destination({ dest, sync: true }).on('error', () => undefined);

/**
 * One JSON object a line, `msg` being the event's name: a constant, so that lines can be counted by it. Without personal
 * data: pino's `*.x` does not cover the top level, so each name is listed twice.
 */
export const createLogger = ({ level, name, file = 1 }: LoggerOptions): Logger =>
  pino(
    {
      level,
      name,
      redact: [...personal, ...personal.map((key) => `*.${key}`)],
      serializers: { err: (error: unknown) => loggedError(error), path: loggedPath },
      formatters: { log: withCode },
    },
    destinationOf(file),
  );

export const silentLogger: Logger = pino({ level: 'silent' });
