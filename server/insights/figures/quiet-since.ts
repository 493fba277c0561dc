/** So many mails it would have sent by now, that their absence is no chance: one time in four hundred. */
const missed = 6;
/** A flow that sent on fewer days than this has no habit. */
const fewestDays = 7;

export interface Quiet {
  /** Whole days without a mail, today's not among them. */
  readonly days: number;
  /** How many it usually sends on a day. */
  readonly usually: number;
}

/**
 * Whether a flow that usually sends has stopped.
 * @param sent how many it sent on each day, oldest first, today's last
 */
export const quietOf = (sent: readonly number[]): Quiet | undefined => {
  const [today = 0, ...before] = sent.toReversed();
  const days = before.findIndex((count) => count > 0);
  if (today > 0 || days <= 0) return undefined;
  const active = before.slice(days);
  const usually = active.reduce((sum, count) => sum + count, 0) / active.length;
  const habit = active.filter((count) => count > 0).length >= fewestDays;
  return habit && usually * days >= missed ? { days, usually } : undefined;
};
