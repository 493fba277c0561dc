/** Plans count by the calendar month of UTC, `YYYY-MM`: the same for every shop, and the same whenever a plan changed. */
export const usageMonthOf = (now: Date): string => now.toISOString().slice(0, 7);

export const nextUsageMonth = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
