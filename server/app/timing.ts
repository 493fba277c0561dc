import { z } from 'zod';

const ms = (byDefault: number) =>
  z.coerce
    .number({ error: 'expected milliseconds' })
    .int()
    .min(50)
    .max(7 * 86_400_000)
    .default(byDefault);

/** The numbers of the protocol, in real milliseconds. Production leaves them alone; a trial runs with shorter ones. */
export const timingVariables = {
  LEASE_MS: ms(15_000),
  SEND_DEADLINE_MS: ms(2000),
  PROVIDER_TIMEOUT_MS: ms(10_000),
  HOLD_MS: ms(3000),
  UNKNOWN_AFTER_MS: ms(60_000),
  HORIZON_MS: ms(24 * 3_600_000),
  RESEND_AFTER_MS: ms(15 * 60_000),
  SEND_BACK_OFF_MS: ms(30_000),
  INBOX_CLAIM_MS: ms(10_000),
  SWEEP_EVERY_MS: ms(60_000),
};

type Variables = { readonly [Name in keyof typeof timingVariables]: number };

export interface Timing {
  readonly leaseMs: number;
  /** From before RENEW to the last look. */
  readonly deadlineMs: number;
  readonly providerTimeoutMs: number;
  /** Longest that an answer waits for mails that are leaving. */
  readonly holdMs: number;
  /** A `sending` row of somebody else is given up after this long. */
  readonly unknownAfterMs: number;
  /** An `unknown` outcome may still be settled for this long. */
  readonly horizonMs: number;
  /** Transactional mail that asks for it is sent once more when its outcome stayed unknown for this long. */
  readonly graceMs: number;
  /** First pause after what certainly did not leave. */
  readonly backOffMs: number;
  /** So long a worker that vanished keeps deliveries from the others. */
  readonly inboxClaimMs: number;
  readonly sweepEveryMs: number;
}

/** From the last look to the bytes' leaving a process may be held up for so long. */
const marginMs = 1000;
/** Platforms take five seconds of silence for a failure. */
const patienceMs = 4500;

/** What promises need of these numbers, T1 to T4; empty when they hold. */
export const timingProblems = (env: Variables): Readonly<Record<string, string>> => ({
  ...(env.HOLD_MS < env.SEND_DEADLINE_MS + marginMs
    ? { HOLD_MS: `expected at least SEND_DEADLINE_MS + ${marginMs}` }
    : {}),
  ...(env.HOLD_MS > patienceMs ? { HOLD_MS: `expected at most ${patienceMs}` } : {}),
  ...(env.LEASE_MS <= env.SEND_DEADLINE_MS + env.PROVIDER_TIMEOUT_MS
    ? { LEASE_MS: 'expected more than SEND_DEADLINE_MS and PROVIDER_TIMEOUT_MS together' }
    : {}),
  ...(env.UNKNOWN_AFTER_MS <= env.LEASE_MS ? { UNKNOWN_AFTER_MS: 'expected more than LEASE_MS' } : {}),
  ...(env.RESEND_AFTER_MS <= env.PROVIDER_TIMEOUT_MS
    ? { RESEND_AFTER_MS: 'expected more than PROVIDER_TIMEOUT_MS' }
    : {}),
  ...(env.HORIZON_MS <= env.RESEND_AFTER_MS ? { HORIZON_MS: 'expected more than RESEND_AFTER_MS' } : {}),
  ...(env.HORIZON_MS <= env.UNKNOWN_AFTER_MS ? { HORIZON_MS: 'expected more than UNKNOWN_AFTER_MS' } : {}),
});

export const toTiming = (env: Variables): Timing => ({
  leaseMs: env.LEASE_MS,
  deadlineMs: env.SEND_DEADLINE_MS,
  providerTimeoutMs: env.PROVIDER_TIMEOUT_MS,
  holdMs: env.HOLD_MS,
  unknownAfterMs: env.UNKNOWN_AFTER_MS,
  horizonMs: env.HORIZON_MS,
  graceMs: env.RESEND_AFTER_MS,
  backOffMs: env.SEND_BACK_OFF_MS,
  inboxClaimMs: env.INBOX_CLAIM_MS,
  sweepEveryMs: env.SWEEP_EVERY_MS,
});
