import type { ProductGroups } from './product-groups.ts';
import { shrunk, weights } from './shrinkage.ts';
import {
  at,
  createWaitCounts,
  gridBins,
  gridPosition,
  hazardOf,
  raise,
  survivalAt,
  survivalOf,
} from './survival.ts';
import type { WaitCounts } from './survival.ts';
import { dayMs } from './reorder-model.ts';
import type { Waits } from './waits.ts';

/** Every wait in units of what was expected of it, as a position on the grid; and whether it has ended. */
export interface RelativeWaits {
  readonly position: Float64Array;
  readonly ended: Uint8Array;
}

export const relativeWaits = (waits: Waits, expected: Float64Array, asOf: number): RelativeWaits => {
  const ended = Uint8Array.from(waits.gap, (gap) => (gap > 0 ? 1 : 0));
  const position = Float64Array.from(waits.gap, (gap, row) => {
    const days = gap > 0 ? gap : (asOf - at(waits.at, row)) / dayMs;
    return gridPosition(days / Math.exp(at(expected, row)));
  });
  return { position, ended };
};

export const countWait = (counts: WaitCounts, { position, ended }: RelativeWaits, row: number): void => {
  const column = ended[row] === 1 ? counts.ended : counts.censored;
  const bin = Math.floor(at(position, row));
  raise(column, bin, 1);
};

export interface ReturnRates {
  readonly shop: number;
  readonly priorOf: (product: number) => number;
  readonly rateOf: (product: number) => number;
  readonly ended: Float64Array;
  readonly begun: Float64Array;
  readonly openWeight: Float64Array;
}

interface Told {
  readonly ended: Float64Array;
  readonly begun: Float64Array;
  readonly open: Float64Array;
}

const createTold = (size: number): Told => ({
  ended: new Float64Array(size),
  begun: new Float64Array(size),
  open: new Float64Array(size),
});

const tell = (
  { ended, begun, open }: Told,
  index: number,
  { isEnded, weight }: { isEnded: boolean; weight: number },
): void => {
  raise(begun, index, 1);
  if (isEnded) raise(ended, index, 1);
  else raise(open, index, weight);
};

/** Ended waits, and how many waits have told how they end. */
const rateAt = (
  { ended, open }: Told,
  index: number,
  prior: { readonly mean: number; readonly weight: number },
): number => shrunk({ sum: at(ended, index), n: at(ended, index) + at(open, index) }, prior);

const ratesFrom = (
  { product, group, shop }: { product: Told; group: Told; shop: Told },
  groups: ProductGroups,
): ReturnRates => {
  const rate = rateAt(shop, 0, { mean: 0, weight: 1 });
  const groupRate = Float64Array.from(group.begun, (_, index) =>
    rateAt(group, index, { mean: rate, weight: weights.rate }),
  );
  const priorOf = (id: number): number =>
    at(groups.groupOf, id) < 0 ? rate : at(groupRate, at(groups.groupOf, id));
  return {
    shop: rate,
    priorOf,
    rateOf: (id) => rateAt(product, id, { mean: priorOf(id), weight: weights.rate }),
    ended: product.ended,
    begun: product.begun,
    openWeight: product.open,
  };
};

/**
 * Share of waits that end. One that goes on weighs only what it has told so far, 1 - S(wait): a product bought last week is not called
 * dead. Shrunk shop -> group -> product.
 */
export const returnRatesOf = (waits: Waits, relative: RelativeWaits, groups: ProductGroups): ReturnRates => {
  const all = createWaitCounts(gridBins);
  for (let row = 0; row < waits.size; row += 1) countWait(all, relative, row);
  const survival = survivalOf(hazardOf(all));
  const plateau = at(survival, gridBins - 1);
  const toldBy = (position: number): number =>
    plateau >= 1 ? 1 : (1 - survivalAt(survival, position)) / (1 - plateau);
  const product = createTold(groups.products);
  const group = createTold(groups.groups);
  const shop = createTold(1);
  for (let row = 0; row < waits.size; row += 1) {
    const id = at(waits.product, row);
    const told = { isEnded: relative.ended[row] === 1, weight: toldBy(at(relative.position, row)) };
    tell(product, id, told);
    tell(shop, 0, told);
    if (at(groups.groupOf, id) >= 0) tell(group, at(groups.groupOf, id), told);
  }
  return ratesFrom({ product, group, shop }, groups);
};
