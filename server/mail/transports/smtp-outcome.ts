import type { SendOutcome } from '../transport.ts';
import { keyRefused, senderRefused } from './held-outcomes.ts';

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;

const word = (error: unknown, name: string): string => {
  const value = field(error, name);
  return typeof value === 'string' ? value : '';
};

/** 421, "service not available": too many connections or mails of this login. It names no time. */
const unavailable = 421;
const unavailableMs = 30_000;

/** 503, "bad sequence of commands", is about the session and not about the mail. */
const badSequence = 503;

const answered = (status: number, command: string): SendOutcome => {
  if (status === unavailable)
    return { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: unavailableMs, slows: 'account' };
  if (status < 500 || status === badSequence) return { kind: 'not-sent', reason: `smtp_${status}` };
  return command === 'MAIL FROM' ? senderRefused : { kind: 'rejected', reason: `smtp_${status}` };
};

/**
 * What became of a mail that nodemailer failed (RFC 5321 §4.2.1: a whole answer of 4xx or 5xx says that it was not taken).
 * Where there is none, it certainly did not leave while its content had not begun; afterwards nobody knows.
 */
export const smtpOutcome = (error: unknown, contentBegan: boolean): SendOutcome => {
  const status = Number(field(error, 'responseCode') ?? 0);
  const [code, command] = [word(error, 'code'), word(error, 'command')];
  if (code === 'EAUTH' && (status === 0 || status >= 500)) return keyRefused;
  // `CONN`: the connection ended over it. Whatever stands in half a line is no answer.
  const isWhole = status >= 400 && command !== 'CONN';
  if (isWhole || (status === unavailable && !contentBegan)) return answered(status, command);
  const reason = code === '' || code === 'EABORT' ? 'timeout' : code.toLowerCase();
  return contentBegan ? { kind: 'unknown', reason } : { kind: 'not-sent', reason };
};
