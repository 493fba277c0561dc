/** Repeatable randomness: the same seed gives the same shop on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** Whole number in [0, below). */
  below(below: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Around `mean`, the tighter the greater `shape`; gaps between purchases look like this. */
  gamma(mean: number, shape: number): number;
}

/** mulberry32 */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
    gamma: (mean, shape) => {
      // A gamma of whole shape is a sum of that many exponentials.
      let sum = 0;
      for (let round = 0; round < shape; round += 1) sum -= Math.log(1 - next());
      return (sum / shape) * mean;
    },
  };
};
