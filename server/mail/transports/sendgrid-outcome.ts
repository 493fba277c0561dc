import type { IncomingHttpHeaders } from 'node:http';
import { realNow } from '../../lib/clock.ts';
import type { Allowance, SendOutcome } from '../transport.ts';
import type { Exchange } from './http-exchange.ts';
import { keyRefused, senderRefused } from './held-outcomes.ts';
import { pastDeadline } from './past-deadline.ts';

const shortestMs = 1000;
const longestMs = 15 * 60_000;
const unnamedMs = 30_000;

/** `Retry-After` in seconds, else `X-RateLimit-Reset` in unix seconds. */
const retryAfterOf = (headers: IncomingHttpHeaders, now: Date): number => {
  const after = Number(headers['retry-after'] ?? Number.NaN) * 1000;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 - now.getTime();
  const asked = Number.isFinite(after) ? after : reset;
  return Number.isFinite(asked) ? Math.min(Math.max(asked, shortestMs), longestMs) : unnamedMs;
};

/** Only where both are named: a number without its window says nothing. */
const allowanceOf = (headers: IncomingHttpHeaders, now: Date): Allowance | undefined => {
  const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
  const resetMs = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000 - now.getTime();
  if (!Number.isFinite(remaining) || !Number.isFinite(resetMs) || resetMs <= 0) return undefined;
  return { remaining: Math.max(0, remaining), resetMs: Math.min(resetMs, longestMs) };
};

const headerOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** The outcome classes of one attempt: only what certainly did not leave may be sent again. */
export const sendgridOutcome = (exchange: Exchange): SendOutcome => {
  if (exchange.kind === 'late') return pastDeadline;
  if (exchange.kind === 'refused') return { kind: 'not-sent', reason: exchange.reason };
  if (exchange.kind === 'lost') return { kind: 'unknown', reason: exchange.reason };
  const { status, headers, complete } = exchange;
  if (status >= 200 && status < 300)
    return {
      kind: 'accepted',
      providerMessageId: headerOf(headers, 'x-message-id'),
      allowance: allowanceOf(headers, realNow()),
    };
  if (status === 429)
    return { kind: 'not-sent', reason: 'rate_limited', retryAfterMs: retryAfterOf(headers, realNow()) };
  if (status === 401) return keyRefused;
  if (status === 403) return senderRefused;
  if (status >= 500)
    return complete
      ? { kind: 'not-sent', reason: `provider_${status}` }
      : { kind: 'unknown', reason: 'answer_broke_off' };
  return { kind: 'rejected', reason: `provider_${status}` };
};
