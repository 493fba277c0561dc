/** One month of a shop, as its calendar has it. */
export interface ReturningMonth {
  /** `2026-11`. */
  readonly month: string;
  /** People who ordered in the twelve months before. */
  readonly customers: number;
  /** Of them: ordered again in this month. */
  readonly returned: number;
  /** People who ordered in this month and not in the twelve before. */
  readonly fresh: number;
}

const yearMonths = 12;

/** Months since the year 0. */
const indexOf = (month: string): number => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return year * yearMonths + number - 1;
};

const monthAt = (index: number): string =>
  `${String(Math.floor(index / yearMonths)).padStart(4, '0')}-${String((index % yearMonths) + 1).padStart(2, '0')}`;

/** The month, and those before it: `count` in all, oldest first. */
export const monthsUpTo = (month: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_month, place) => monthAt(indexOf(month) - count + 1 + place));

export interface ReturningCount {
  /** One customer: the months in which they ordered, in any sequence. */
  add(months: readonly string[]): void;
  result(): readonly ReturningMonth[];
}

/** Counts customers one at a time, so that a million orders need no room. */
export const countReturning = (shown: readonly string[]): ReturningCount => {
  const counts = shown.map((month) => ({ month, at: indexOf(month), customers: 0, returned: 0, fresh: 0 }));
  return {
    add: (months) => {
      const ordered = months.map(indexOf);
      for (const count of counts) {
        const before = ordered.some((at) => at < count.at && at >= count.at - yearMonths);
        const now = ordered.includes(count.at);
        if (before) count.customers += 1;
        if (before && now) count.returned += 1;
        if (!before && now) count.fresh += 1;
      }
    },
    result: () => counts.map(({ at: _at, ...month }) => month),
  };
};
