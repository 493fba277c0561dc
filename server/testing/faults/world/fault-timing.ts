/** The protocol's times, as short as its own rules let them be, so that a round takes seconds. */
export const faultTiming = {
  leaseMs: 1600,
  deadlineMs: 500,
  providerTimeoutMs: 800,
  holdMs: 1600,
  unknownAfterMs: 1900,
  horizonMs: 600_000,
  backOffMs: 300,
  inboxClaimMs: 1200,
  sweepEveryMs: 1000,
};

export const timingEnvironment = (): Readonly<Record<string, string>> => ({
  LEASE_MS: String(faultTiming.leaseMs),
  SEND_DEADLINE_MS: String(faultTiming.deadlineMs),
  PROVIDER_TIMEOUT_MS: String(faultTiming.providerTimeoutMs),
  HOLD_MS: String(faultTiming.holdMs),
  UNKNOWN_AFTER_MS: String(faultTiming.unknownAfterMs),
  HORIZON_MS: String(faultTiming.horizonMs),
  SEND_BACK_OFF_MS: String(faultTiming.backOffMs),
  INBOX_CLAIM_MS: String(faultTiming.inboxClaimMs),
  SWEEP_EVERY_MS: String(faultTiming.sweepEveryMs),
});
