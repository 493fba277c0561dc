import { dayMs } from './reorder-model.ts';
import { at, raise } from './survival.ts';
import { medianOf } from './waits.ts';
import type { Waits } from './waits.ts';

export const ways = ['learned', 'product median', 'own average', 'fixed delay'] as const;
/** A way of telling when something is due. */
export type Way = (typeof ways)[number];

/** What the usual ways of telling say about the open wait in a row. */
export interface SimplePrediction {
  /** The person's own average gap for the product; where they bought it once, the product's median. */
  readonly ownDays: number;
  readonly said: Readonly<
    Record<Exclude<Way, 'learned'>, { readonly dueAt: number; readonly score: number }>
  >;
}

/** With fewer gaps than this a product's median is not used. */
const fewest = 3;

const productMedians = (waits: Waits, shopDays: number): ReadonlyMap<number, number> => {
  const gaps = new Map<number, number[]>();
  for (let row = 0; row < waits.size; row += 1) {
    if (!(at(waits.gap, row) > 0)) continue;
    const product = at(waits.product, row);
    const own = gaps.get(product);
    if (own === undefined) gaps.set(product, [at(waits.gap, row)]);
    else own.push(at(waits.gap, row));
  }
  return new Map(
    [...gaps].map(([product, own]) => [
      product,
      own.length < fewest ? shopDays : (medianOf(Float64Array.from(own)) ?? shopDays),
    ]),
  );
};

/** Share of a product's waits that ended. */
const repeatRates = (waits: Waits): ReadonlyMap<number, number> => {
  const size = waits.product.reduce((most, product) => Math.max(most, product + 1), 0);
  const [begun, ended] = [new Float64Array(size), new Float64Array(size)];
  waits.product.forEach((product, row) => {
    raise(begun, product, 1);
    if (at(waits.gap, row) > 0) raise(ended, product, 1);
  });
  return new Map(
    [...begun.keys()].map((product) => [product, at(ended, product) / Math.max(1, at(begun, product))]),
  );
};

const firstRowOf = (waits: Waits, row: number): number => row - at(waits.nth, row) + 1;

/** Baselines that others use, so that a number means something: one delay for all, the product's median, the person's own average. */
export const predictorsOf = (waits: Waits, shopDays: number): ((row: number) => SimplePrediction) => {
  const medians = productMedians(waits, shopDays);
  const rates = repeatRates(waits);
  return (row) => {
    const product = at(waits.product, row);
    const nth = at(waits.nth, row);
    const last = at(waits.at, row);
    const median = medians.get(product) ?? shopDays;
    const rate = rates.get(product) ?? 0;
    const ownDays = nth < 2 ? median : (last - at(waits.at, firstRowOf(waits, row))) / dayMs / (nth - 1);
    const after = (days: number): number => last + days * dayMs;
    return {
      ownDays,
      said: {
        'product median': { dueAt: after(median), score: rate },
        'own average': { dueAt: after(ownDays), score: nth + rate },
        'fixed delay': { dueAt: after(shopDays), score: rate },
      },
    };
  };
};
