/** The numbers of turns.md §6; the fault battery runs with shorter ones. All in real milliseconds. */
export interface SendSettings {
  /** Lanes times sub-group is how many mails are in doubt at a crash: 200 at most. Fewer, larger ones take fewer commands. */
  readonly lanes: number;
  readonly subGroup: number;
  /** From before RENEW to the last look. */
  readonly deadlineMs: number;
  /** A `sending` row of somebody else is given up after this long. */
  readonly oldMs: number;
  /** An `unknown` outcome may still be settled for this long. */
  readonly horizonMs: number;
  /** Transactional mail that asks for it is sent once more when its outcome stayed unknown for this long. */
  readonly graceMs: number;
  /** How soon a held shop is looked at again. */
  readonly barrierMs: number;
  /** First pause after what certainly did not leave; doubled with every attempt. */
  readonly backOffMs: number;
  readonly longestBackOffMs: number;
}

export const defaultSendSettings: SendSettings = {
  lanes: 2,
  subGroup: 100,
  deadlineMs: 2000,
  oldMs: 60_000,
  horizonMs: 24 * 3_600_000,
  graceMs: 15 * 60_000,
  barrierMs: 250,
  backOffMs: 30_000,
  longestBackOffMs: 30 * 60_000,
};

export const backOffOf = (attempt: number, settings: SendSettings): number =>
  Math.min(settings.backOffMs * 2 ** attempt, settings.longestBackOffMs);
