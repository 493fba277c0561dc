import { createNames } from './history.ts';
import type { History } from './history.ts';
import type { IntervalSource, ProductTraits } from './reorder-model.ts';
import { addTo, createSums, shrunk, shrunkSpread, weights } from './shrinkage.ts';
import { at } from './survival.ts';
import type { Waits } from './waits.ts';

export type TraitsOf = (productId: string) => ProductTraits | undefined;

/** Products and, for each, the one group that it is shrunk towards: its type, else its vendor, else none (-1: the shop). */
export interface ProductGroups {
  readonly products: number;
  readonly groups: number;
  readonly groupOf: Int32Array;
  readonly kindOf: (product: number) => 'type' | 'vendor' | 'shop';
  readonly traits: readonly (ProductTraits | undefined)[];
}

const groupName = (traits: ProductTraits | undefined): string | undefined => {
  if (traits?.type) return `type ${traits.type}`;
  return traits?.vendor ? `vendor ${traits.vendor}` : undefined;
};

export const groupProducts = (history: History, traitsOf: TraitsOf): ProductGroups => {
  const products = history.products.size();
  const traits = Array.from({ length: products }, (_, id) => traitsOf(history.products.nameOf(id)));
  const names = createNames();
  const groupOf = Int32Array.from(traits, (one) => {
    const name = groupName(one);
    return name === undefined ? -1 : names.idOf(name);
  });
  return {
    products,
    groups: names.size(),
    groupOf,
    kindOf: (product) => {
      const group = at(groupOf, product);
      if (group < 0) return 'shop';
      return names.nameOf(group).startsWith('type ') ? 'type' : 'vendor';
    },
    traits,
  };
};

/** ln(gap) - exponent x ln(quantity), shop, group and product; each shrunk towards the wider one. */
export interface LogMeans {
  readonly shop: { readonly n: number; readonly mean: number; readonly spread: number };
  readonly groupN: Float64Array;
  /** What a product's mean is shrunk towards. */
  readonly priorOf: (product: number) => number;
  readonly meanOf: (product: number) => number;
  /** The same, as it would be without one of its gaps. */
  readonly meanWithout: (product: number, log: number) => number;
  readonly spreadOf: (product: number) => number;
  readonly n: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

export const logOf = (gap: number, quantity: number, exponent: number): number =>
  Math.log(gap) - exponent * Math.log(quantity);

export const logMeansOf = (
  waits: Waits,
  { products, groups, groupOf }: ProductGroups,
  { exponent, fallbackLog }: { readonly exponent: number; readonly fallbackLog: number },
): LogMeans => {
  const [shop, group, product] = [createSums(1), createSums(groups), createSums(products)];
  for (let row = 0; row < waits.size; row += 1) {
    const gap = at(waits.gap, row);
    if (!(gap > 0)) continue;
    const log = logOf(gap, at(waits.quantity, row), exponent);
    const id = at(waits.product, row);
    addTo(product, id, log);
    addTo(shop, 0, log);
    if (at(groupOf, id) >= 0) addTo(group, at(groupOf, id), log);
  }
  const sumsAt = (sums: typeof shop, index: number) => ({
    n: at(sums.n, index),
    sum: at(sums.sum, index),
    squares: at(sums.squares, index),
  });
  const all = sumsAt(shop, 0);
  const mean = all.n === 0 ? fallbackLog : all.sum / all.n;
  const spread = all.n < 2 ? 0.5 : Math.max(0.05, Math.sqrt(Math.max(0, all.squares / all.n - mean * mean)));
  const groupMean = Float64Array.from(group.n, (_, index) =>
    shrunk(sumsAt(group, index), { mean, weight: weights.group }),
  );
  const priorOf = (id: number) => (at(groupOf, id) < 0 ? mean : at(groupMean, at(groupOf, id)));
  const meanFrom = (id: number, sums: { sum: number; n: number }) =>
    shrunk(sums, { mean: priorOf(id), weight: weights.product });
  const meanOf = (id: number) => meanFrom(id, sumsAt(product, id));
  return {
    shop: { n: all.n, mean, spread },
    groupN: group.n,
    priorOf,
    meanOf,
    meanWithout: (id, log) => meanFrom(id, { sum: at(product.sum, id) - log, n: at(product.n, id) - 1 }),
    spreadOf: (id) => shrunkSpread(sumsAt(product, id), meanOf(id), spread),
    n: product.n,
    sum: product.sum,
    squares: product.squares,
  };
};

/** Own gaps from which a number counts as the product's own; fewer, and it is mostly that of what it is shrunk towards. */
export const ownGaps = weights.product;

/** The narrowest group that carries at least half of the number. */
export const sourceOf = (product: number, groups: ProductGroups, means: LogMeans): IntervalSource => {
  if (means.shop.n === 0) return 'merchant';
  if (at(means.n, product) >= ownGaps) return 'product';
  const group = at(groups.groupOf, product);
  return group >= 0 && at(means.groupN, group) >= weights.group ? groups.kindOf(product) : 'shop';
};
