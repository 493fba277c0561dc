/** The middle of the values; of an even number, the mean of the two in the middle. NaN when there are none. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2;
};

/** Nearest rank: the value that `share` of them don't exceed. NaN when there are none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

/**
 * Median of the rounds' own ratios: both sides of a round met the same noise, which the medians of each side did not.
 * Rounds that lack a partner are left out.
 */
export const medianRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(
    ours.flatMap((value, round) => {
      const other = theirs[round];
      return other === undefined ? [] : [value / other];
    }),
  );

/** Three significant digits: more would pretend. */
export const rounded = (value: number): number =>
  Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
