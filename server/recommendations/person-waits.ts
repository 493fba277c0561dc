import { dayMs } from './reorder-model.ts';
import type { Purchase, ReorderKnowledge } from './reorder-model.ts';
import { shrunk, weights } from './shrinkage.ts';

/** What is expected of waits depends on this much of them; one person's, by product, then time. */
export interface WaitColumns {
  /** Which purchase of this product by this person: 1, 2, ... */
  readonly nth: ArrayLike<number>;
  readonly quantity: ArrayLike<number>;
  /** Days to the next; NaN while it goes on. */
  readonly gap: ArrayLike<number>;
  /** ln of the wait expected of its product at a quantity of one. */
  readonly logMean: ArrayLike<number>;
}

/** One person's purchases, one a product and day, and the waits they began. */
export interface PersonWaits extends WaitColumns {
  readonly productId: readonly string[];
  readonly at: ArrayLike<number>;
}

const onlyOwn = { mean: 0, weight: weights.person } as const;
const onlyPair = { mean: 0, weight: weights.pair } as const;

/**
 * What is expected of each wait, as ln(days): product + person + pair + exponent x ln(quantity). Person: how much slower or faster they
 * buy than others, over all products, without the wait itself. Pair: the same for this product, from waits before this one.
 */
export const expectedLogs = (
  { nth, quantity, gap, logMean }: WaitColumns,
  exponent: number,
  out: Float64Array = new Float64Array(nth.length),
): Float64Array => {
  const size = nth.length;
  let [sum, ended] = [0, 0];
  // First as residuals, then as what is expected: one column for both.
  for (let row = 0; row < size; row += 1) {
    const days = gap[row] ?? Number.NaN;
    const residual =
      days > 0 ? Math.log(days) - exponent * Math.log(quantity[row] ?? 1) - (logMean[row] ?? 0) : Number.NaN;
    out[row] = residual;
    if (Number.isNaN(residual)) continue;
    sum += residual;
    ended += 1;
  }
  let [pairSum, pairs] = [0, 0];
  for (let row = 0; row < size; row += 1) {
    const residual = out[row] ?? Number.NaN;
    const isOpen = Number.isNaN(residual);
    const person = shrunk(isOpen ? { sum, n: ended } : { sum: sum - residual, n: ended - 1 }, onlyOwn);
    if (nth[row] === 1) [pairSum, pairs] = [0, 0];
    const own = shrunk({ sum: pairSum, n: pairs }, onlyPair);
    if (!isOpen) {
      pairSum += residual - person;
      pairs += 1;
    }
    out[row] = (logMean[row] ?? 0) + person + own + exponent * Math.log(quantity[row] ?? 1);
  }
  return out;
};

const dayOf = (time: number): number => Math.floor(time / dayMs);

const inOrder = (a: Purchase, b: Purchase): number =>
  a.productId === b.productId ? a.at - b.at : a.productId < b.productId ? -1 : 1;

/** One purchase a product and day. */
const byDay = (purchases: readonly Purchase[]): readonly Purchase[] => {
  const days: { productId: string; at: number; quantity: number }[] = [];
  for (const { productId, at: time, quantity } of purchases.toSorted(inOrder)) {
    const last = days.at(-1);
    if (last !== undefined && last.productId === productId && dayOf(last.at) === dayOf(time))
      last.quantity += quantity;
    else days.push({ productId, at: time, quantity });
  }
  return days;
};

/** A person's purchases, in any order, as waits. */
export const personWaits = (
  purchases: readonly Purchase[],
  { rhythm, modelOf }: Pick<ReorderKnowledge, 'rhythm' | 'modelOf'>,
): PersonWaits => {
  const days = byDay(purchases);
  let nth = 0;
  return {
    productId: days.map(({ productId }) => productId),
    at: days.map(({ at }) => at),
    quantity: days.map(({ quantity }) => quantity),
    nth: days.map(({ productId }, row) => (nth = days[row - 1]?.productId === productId ? nth + 1 : 1)),
    gap: days.map(({ productId, at }, row) => {
      const next = days[row + 1];
      return next?.productId === productId ? (next.at - at) / dayMs : Number.NaN;
    }),
    logMean: days.map(({ productId }) => modelOf(productId)?.logMean ?? rhythm.logMean),
  };
};
