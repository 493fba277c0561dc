/** A machine that is busy with other things needs longer times, not other ones: FAULTS_PACE=3 makes all of them three times as long. */
const pace = Math.min(Math.max(Number(process.env['FAULTS_PACE'] ?? 1) || 1, 1), 6);

const deadlineMs = 500 * pace;

/** The protocol's times, as short as its own rules let them be, so that a round takes seconds. */
export const faultTiming = {
  leaseMs: 1600 * pace,
  deadlineMs,
  providerTimeoutMs: 800 * pace,
  holdMs: deadlineMs + 1100,
  unknownAfterMs: 1900 * pace,
  horizonMs: 600_000,
  graceMs: 60_000,
  backOffMs: 300,
  inboxClaimMs: 1200 * pace,
  sweepEveryMs: 1000,
};

export const timingEnvironment = (): Readonly<Record<string, string>> => ({
  LEASE_MS: String(faultTiming.leaseMs),
  SEND_DEADLINE_MS: String(faultTiming.deadlineMs),
  PROVIDER_TIMEOUT_MS: String(faultTiming.providerTimeoutMs),
  HOLD_MS: String(faultTiming.holdMs),
  UNKNOWN_AFTER_MS: String(faultTiming.unknownAfterMs),
  HORIZON_MS: String(faultTiming.horizonMs),
  RESEND_AFTER_MS: String(faultTiming.graceMs),
  SEND_BACK_OFF_MS: String(faultTiming.backOffMs),
  INBOX_CLAIM_MS: String(faultTiming.inboxClaimMs),
  SWEEP_EVERY_MS: String(faultTiming.sweepEveryMs),
});
