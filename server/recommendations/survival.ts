/**
 * The product-limit estimator (Kaplan and Meier 1958) on a fixed grid. Waits that have not ended yet are right-censored: they count
 * as being at risk up to where they are. On a grid as fine as the data it is the textbook estimator.
 */

/** Counts a bin: waits that ended in it, and waits that were last seen in it. */
export interface WaitCounts {
  readonly ended: Float64Array;
  readonly censored: Float64Array;
}

export const createWaitCounts = (bins: number): WaitCounts => ({
  ended: new Float64Array(bins),
  censored: new Float64Array(bins),
});

export const at = (column: ArrayLike<number>, index: number): number => column[index] ?? 0;

export const raise = (column: Float64Array | Int32Array, index: number, by: number): void => {
  column[index] = at(column, index) + by;
};

/** Waits at risk at the start of each bin; what is censored in a bin is still at risk there. */
const atRisk = ({ ended, censored }: WaitCounts): Float64Array => {
  const risk = new Float64Array(ended.length);
  let left = 0;
  for (let bin = ended.length - 1; bin >= 0; bin -= 1) {
    left += at(ended, bin) + at(censored, bin);
    risk[bin] = left;
  }
  return risk;
};

/** Chance of ending in a bin, having reached it; shrunk towards `prior` as if `weight` more waits had followed that one. */
export const hazardOf = (
  counts: WaitCounts,
  prior?: { readonly hazard: ArrayLike<number>; readonly weight: number },
): Float64Array => {
  const weight = prior?.weight ?? 0;
  return atRisk(counts).map((risk, bin) => {
    const expected = prior === undefined ? 0 : weight * at(prior.hazard, bin);
    return risk + weight === 0 ? 0 : (at(counts.ended, bin) + expected) / (risk + weight);
  });
};

/** Share still waiting after each bin. */
export const survivalOf = (hazard: Float64Array): Float64Array => {
  let left = 1;
  return hazard.map((chance) => (left *= 1 - Math.min(1, chance)));
};

/** Greenwood's variance of ln S after each bin; a band is S^exp(+-1.96 sd / ln S) (log-log, stays within 0 and 1). */
export const greenwood = (counts: WaitCounts): Float64Array => {
  const risk = atRisk(counts);
  let sum = 0;
  return risk.map((left, bin) => {
    const ended = at(counts.ended, bin);
    if (ended > 0) sum += ended / (left * Math.max(left - ended, 0.5));
    return sum;
  });
};

const perOctave = 12;
const octaves = 7;
/** Bins of the grid of relative waits: twelve an octave, from 1/128 to 128 times the expected wait. */
export const gridBins = 2 * octaves * perOctave;

/** Where a relative wait stands on the grid, with its fraction of a bin; bin i covers i to i + 1. */
export const gridPosition = (ratio: number): number =>
  Math.min(gridBins - 1e-9, Math.max(0, (Math.log2(Math.max(ratio, 1e-9)) + octaves) * perOctave));

export const gridRatio = (position: number): number => 2 ** (position / perOctave - octaves);

/** Share still waiting at a position of the grid. */
export const survivalAt = (survival: ArrayLike<number>, position: number): number => {
  const bin = Math.floor(position);
  const before = bin === 0 ? 1 : at(survival, bin - 1);
  return before + (at(survival, bin) - before) * (position - bin);
};

/** First position, not before `from`, at which at most `share` still wait; the end of the grid where that never is. */
export const positionOf = (survival: ArrayLike<number>, share: number, from = 0): number => {
  let low = Math.floor(from);
  let high = gridBins - 1;
  if (at(survival, high) > share) return gridBins;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(survival, middle) <= share) high = middle;
    else low = middle + 1;
  }
  const before = low === 0 ? 1 : at(survival, low - 1);
  const after = at(survival, low);
  const part = before > after ? (before - share) / (before - after) : 0;
  return Math.max(from, low + Math.min(1, Math.max(0, part)));
};
