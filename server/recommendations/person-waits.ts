import { shrunk, weights } from './shrinkage.ts';

/** One purchase of one person and the wait it began. */
export interface PersonWait {
  readonly productId: string;
  readonly at: number;
  readonly quantity: number;
  readonly nth: number;
  /** Days to the next; NaN while it goes on. */
  readonly gap: number;
  /** ln of the wait expected of its product at a quantity of one. */
  readonly logMean: number;
}

/**
 * What is expected of each wait, as ln(days): product + person + pair + exponent x ln(quantity). Person: how much slower or faster they
 * buy than others, over all products, without the wait itself. Pair: the same for this product, from waits before this one.
 * `waits` stand by product, then time.
 */
export const expectedLogs = (waits: readonly PersonWait[], exponent: number): Float64Array => {
  const more = Float64Array.from(waits, ({ quantity }) => exponent * Math.log(quantity));
  const residuals = Float64Array.from(waits, ({ gap, logMean }, index) =>
    gap > 0 ? Math.log(gap) - (more[index] ?? 0) - logMean : Number.NaN,
  );
  const ended = residuals.filter((residual) => !Number.isNaN(residual));
  const sum = ended.reduce((total, residual) => total + residual, 0);
  let pair = { sum: 0, n: 0 };
  return Float64Array.from(waits, ({ nth, logMean }, index) => {
    const residual = residuals[index] ?? Number.NaN;
    const isOpen = Number.isNaN(residual);
    const person = shrunk(isOpen ? { sum, n: ended.length } : { sum: sum - residual, n: ended.length - 1 }, {
      mean: 0,
      weight: weights.person,
    });
    if (nth === 1) pair = { sum: 0, n: 0 };
    const own = shrunk(pair, { mean: 0, weight: weights.pair });
    if (!isOpen) pair = { sum: pair.sum + residual - person, n: pair.n + 1 };
    return logMean + person + own + (more[index] ?? 0);
  });
};
