import type { CurvePoint } from './reorder-model.ts';
import { weights } from './shrinkage.ts';
import { at, gridBins, gridRatio, greenwood, hazardOf, positionOf, survivalOf } from './survival.ts';
import type { WaitCounts } from './survival.ts';

/** Survival of one product's waits in units of what it takes on average, shrunk towards that of the shop. */
export const productSurvival = (counts: WaitCounts, shop: Float64Array): Float64Array =>
  survivalOf(hazardOf(counts, { hazard: shop, weight: weights.curve }));

/** Relative wait by which the share of those who come back has come back; undefined if nobody does. */
export const returnQuantile = (survival: ArrayLike<number>, share: number): number | undefined => {
  const never = at(survival, gridBins - 1);
  if (never > 1 - 1e-6) return undefined;
  return gridRatio(positionOf(survival, 1 - share * (1 - never)));
};

const normal95 = 1.96;

/** Log-log band around a share still waiting, by Greenwood's variance of its logarithm: stays within 0 and 1. */
const bandOf = (waiting: number, variance: number): readonly [number, number] => {
  if (waiting <= 0 || waiting >= 1) return [waiting, waiting];
  const wide = Math.exp((normal95 * Math.sqrt(variance)) / Math.abs(Math.log(waiting)));
  return [waiting ** wide, waiting ** (1 / wide)];
};

/** The product's own waits, unshrunk (Kaplan-Meier), with its 95 % band, in days; only as far as anybody was observed. */
export const curveOf = (counts: WaitCounts, unitDays: number): readonly CurvePoint[] => {
  const survival = survivalOf(hazardOf(counts));
  const variance = greenwood(counts);
  const points: CurvePoint[] = [{ days: 0, share: 0, low: 0, high: 0 }];
  let left = counts.ended.reduce((sum, n) => sum + n, 0) + counts.censored.reduce((sum, n) => sum + n, 0);
  for (let bin = 0; bin < gridBins && left > 0; bin += 1) {
    left -= at(counts.ended, bin) + at(counts.censored, bin);
    if (at(counts.ended, bin) === 0 && left > 0) continue;
    const waiting = at(survival, bin);
    const [low, high] = bandOf(waiting, at(variance, bin));
    points.push({ days: gridRatio(bin + 1) * unitDays, share: 1 - waiting, low: 1 - high, high: 1 - low });
  }
  return points;
};
