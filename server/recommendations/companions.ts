/** One order, reduced to who bought which products together. */
export interface Basket {
  /** The same word for the same person, whatever it is. */
  readonly customer: string;
  readonly productIds: readonly string[];
}

export interface Companion {
  readonly productId: string;
  /** Orders in which it came new to somebody together with the product. */
  readonly joint: number;
  readonly score: number;
}

export interface CompanionOptions {
  /** Companions kept for each product. */
  readonly limit: number;
  readonly minJoint: number;
  /** Weight, in orders, of the product's popularity against what its company says: small shops lean on it by themselves. */
  readonly shrink: number;
  /** How much being bought together more often than by chance counts. */
  readonly power: number;
}

const companionDefaults: CompanionOptions = { limit: 12, minJoint: 2, shrink: 40, power: 0.5 };

/** Wholesale orders say nothing about what goes with what, and would cost their size squared. */
const largestBasket = 60;

interface Counts {
  orders: number;
  /** Orders with the product. */
  readonly bought: Map<string, number>;
  /** Orders in which it was new to its customer. */
  readonly fresh: Map<string, number>;
  /** For each product, orders in which another one came new with it. */
  readonly joint: Map<string, Map<string, number>>;
}

export interface CompanionCounter {
  /** Oldest first: what somebody has bought before is not news the second time. */
  add(basket: Basket): void;
  readonly orders: () => number;
  ranked(): ReadonlyMap<string, readonly Companion[]>;
}

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const partnersOf = (counts: Counts, productId: string): Map<string, number> => {
  const known = counts.joint.get(productId);
  if (known !== undefined) return known;
  const fresh = new Map<string, number>();
  counts.joint.set(productId, fresh);
  return fresh;
};

const count = (counts: Counts, products: readonly string[], owned: ReadonlySet<string>): void => {
  const fresh = products.filter((productId) => !owned.has(productId));
  counts.orders += 1;
  for (const productId of products) raise(counts.bought, productId);
  for (const productId of fresh) raise(counts.fresh, productId);
  for (const productId of products) {
    const others = fresh.filter((other) => other !== productId);
    if (others.length === 0) continue;
    const partners = partnersOf(counts, productId);
    for (const other of others) raise(partners, other);
  }
};

/** Undefined for pairs that are too rare, or no more common than chance. */
const scoreOf = (
  counts: Counts,
  { bought, fresh, joint }: { bought: number; fresh: number; joint: number },
  { minJoint, shrink, power }: CompanionOptions,
): number | undefined => {
  const popularity = fresh / counts.orders;
  const lift = (joint + 1) / (bought * popularity + 1);
  if (joint < minJoint || lift <= 1) return undefined;
  return ((joint + shrink * popularity) / (bought + shrink)) * lift ** power;
};

/** Best first; equal scores by id, so that two runs agree. */
const inOrder = (a: Companion, b: Companion): number =>
  b.score - a.score || (a.productId < b.productId ? -1 : 1);

const rank = (counts: Counts, productId: string, options: CompanionOptions): readonly Companion[] => {
  const bought = counts.bought.get(productId) ?? 0;
  return [...(counts.joint.get(productId) ?? [])]
    .flatMap(([other, joint]): Companion[] => {
      const score = scoreOf(counts, { bought, fresh: counts.fresh.get(other) ?? 0, joint }, options);
      return score === undefined ? [] : [{ productId: other, joint, score }];
    })
    .toSorted(inOrder)
    .slice(0, options.limit);
};

/** Counts baskets one by one; memory grows with products and pairs, not with orders. */
export const createCompanionCounter = (options: CompanionOptions = companionDefaults): CompanionCounter => {
  const counts: Counts = { orders: 0, bought: new Map(), fresh: new Map(), joint: new Map() };
  const owned = new Map<string, Set<string>>();
  return {
    add: ({ customer, productIds }) => {
      const products = [...new Set(productIds)];
      const before = owned.get(customer) ?? new Set<string>();
      if (products.length <= largestBasket) count(counts, products, before);
      owned.set(customer, before.union(new Set(products)));
    },
    orders: () => counts.orders,
    ranked: () => {
      const all = [...counts.joint.keys()].map((id) => [id, rank(counts, id, options)] as const);
      return new Map(all.filter(([, companions]) => companions.length > 0));
    },
  };
};

/** What goes with a whole basket: each product's companions summed, without the basket itself. */
export const companionsOfBasket = (
  productIds: readonly string[],
  known: ReadonlyMap<string, readonly Companion[]>,
): readonly Companion[] => {
  const sums = new Map<string, Companion>();
  for (const { productId, joint, score } of productIds.flatMap((id) => known.get(id) ?? [])) {
    const sum = sums.get(productId);
    sums.set(productId, { productId, joint: joint + (sum?.joint ?? 0), score: score + (sum?.score ?? 0) });
  }
  return [...sums.values()].filter(({ productId }) => !productIds.includes(productId)).toSorted(inOrder);
};
