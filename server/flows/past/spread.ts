const dayMs = 86_400_000;
/** Later than that, what would be said has gone stale. */
const mostLaterDays = 14;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The due time, or the same time on the first day behind it that has room; undefined where none is near. */
export const placeOn = (
  days: Readonly<Record<string, number>>,
  dueAt: Date,
  perDay: number,
): Date | undefined => {
  for (let later = 0; later <= mostLaterDays; later += 1) {
    const at = new Date(dueAt.getTime() + later * dayMs);
    if ((days[dayOf(at)] ?? 0) < perDay) return at;
  }
  return undefined;
};

export const raised = (
  days: Readonly<Record<string, number>>,
  at: Date,
): Readonly<Record<string, number>> => ({ ...days, [dayOf(at)]: (days[dayOf(at)] ?? 0) + 1 });
