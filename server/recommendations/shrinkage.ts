import { raise } from './survival.ts';

/** Weights, in gaps, of what a number is shrunk towards (Efron and Morris 1975). Results hardly depend on them. */
export const weights = {
  group: 8,
  product: 6,
  person: 10,
  pair: 1.5,
  spread: 20,
  rate: 8,
  curve: 30,
} as const;

/** The mean of `n` values, as if `weight` more had been the prior. */
export const shrunk = (
  { sum, n }: { readonly sum: number; readonly n: number },
  prior: { readonly mean: number; readonly weight: number },
): number => (sum + prior.weight * prior.mean) / (n + prior.weight);

export interface Sums {
  readonly n: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

export const createSums = (size: number): Sums => ({
  n: new Float64Array(size),
  sum: new Float64Array(size),
  squares: new Float64Array(size),
});

export const addTo = (sums: Sums, index: number, value: number): void => {
  raise(sums.n, index, 1);
  raise(sums.sum, index, value);
  raise(sums.squares, index, value * value);
};

/** Standard deviation around `mean`, shrunk towards `prior` as if `weights.spread` more values had it. */
export const shrunkSpread = (
  { n, sum, squares }: { readonly n: number; readonly sum: number; readonly squares: number },
  mean: number,
  prior: number,
): number =>
  Math.sqrt(
    Math.max(1e-6, squares - 2 * mean * sum + n * mean * mean + weights.spread * prior * prior) /
      (n + weights.spread),
  );
