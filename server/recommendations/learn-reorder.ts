import { classCurves, classOf, createClassCounts, rateCutsOf } from './classes.ts';
import type { History } from './history.ts';
import { learnOrderRhythm } from './order-rhythm.ts';
import { expectedLogs } from './person-waits.ts';
import { groupProducts, logMeansOf, logOf } from './product-groups.ts';
import type { LogMeans, ProductGroups, TraitsOf } from './product-groups.ts';
import { modelsOf } from './product-models.ts';
import type { ProductModels } from './product-models.ts';
import type { ShopRhythm } from './reorder-model.ts';
import { countWait, relativeWaits, returnRatesOf } from './return-rates.ts';
import type { RelativeWaits, ReturnRates } from './return-rates.ts';
import { at } from './survival.ts';
import { endedGaps, medianOf, peopleOf, quantityExponentOf, waitsOf } from './waits.ts';
import type { Waits } from './waits.ts';

export interface LearnOptions {
  /** What was bought at or after it is not looked at; waits go on until then. */
  readonly asOf: number;
  readonly traitsOf?: TraitsOf | undefined;
  /** The merchant's own number, for what can't be learned. */
  readonly merchantDays: number;
}

export interface LearnedReorders extends ProductModels {
  readonly rhythm: ShopRhythm;
  /** Every wait, by person, product and time. */
  readonly waits: Waits;
}

/** What is expected of each wait; of its product it is what the others of its waits say. */
const expectedOf = (waits: Waits, means: LogMeans, exponent: number): Float64Array => {
  const logMean = Float64Array.from(waits.gap, (gap, row) => {
    const product = at(waits.product, row);
    if (!(gap > 0)) return means.meanOf(product);
    return means.meanWithout(product, logOf(gap, at(waits.quantity, row), exponent));
  });
  const expected = new Float64Array(waits.size);
  for (const [from, to] of peopleOf(waits)) {
    const own = {
      nth: waits.nth.subarray(from, to),
      quantity: waits.quantity.subarray(from, to),
      gap: waits.gap.subarray(from, to),
      logMean: logMean.subarray(from, to),
    };
    expectedLogs(own, exponent, expected.subarray(from, to));
  }
  return expected;
};

const curvesOf = (waits: Waits, relative: RelativeWaits, rates: ReturnRates) => {
  const rateOf = Float64Array.from(rates.begun, (_, product) => rates.rateOf(product));
  const rateCuts = rateCutsOf(Float64Array.from(waits.product, (product) => at(rateOf, product)));
  const counts = createClassCounts();
  for (let row = 0; row < waits.size; row += 1) {
    const own = counts[classOf(at(waits.nth, row), at(rateOf, at(waits.product, row)), rateCuts)];
    if (own !== undefined) countWait(own, relative, row);
  }
  return { rateCuts, curves: classCurves(counts) };
};

const unitsOf = (waits: Waits, groups: ProductGroups, merchantDays: number) => {
  const interval = medianOf(endedGaps(waits));
  const exponent = quantityExponentOf(waits);
  const means = logMeansOf(waits, groups, { exponent, fallbackLog: Math.log(merchantDays) });
  return { interval, exponent, means };
};

/**
 * Learns a shop's whole past. Time and memory grow with its lines. Same lines in any order give the same result.
 */
export const learnReorders = (
  history: History,
  { asOf, traitsOf = () => undefined, merchantDays }: LearnOptions,
): LearnedReorders => {
  const waits = waitsOf(history, asOf);
  const groups = groupProducts(history, traitsOf);
  const { interval, exponent, means } = unitsOf(waits, groups, merchantDays);
  const relative = relativeWaits(waits, expectedOf(waits, means, exponent), asOf);
  const rates = returnRatesOf(waits, relative, groups);
  const rhythm: ShopRhythm = {
    learnedAt: asOf,
    intervalDays: interval ?? merchantDays,
    learned: interval !== undefined,
    quantityExponent: exponent,
    logMean: means.shop.mean,
    logSpread: means.shop.spread,
    score: rates.shop,
    ...curvesOf(waits, relative, rates),
    orders: learnOrderRhythm(waits, asOf),
  };
  return { rhythm, waits, ...modelsOf({ history, waits, groups, means, rates, rhythm }) };
};
