import type { Baskets } from './baskets.ts';
import { itemsByProduct } from './baskets.ts';
import type { EachFollower } from './followers.ts';
import { at, raise } from './survival.ts';

/** Orders of more lines are a dealer's; they say little about what goes with what, and cost their size squared. */
const largestBasket = 120;

/** What stands beside one product: `touched` lists the products with any count. */
export interface AnchorCounts {
  /** Orders with the anchor. */
  orders: number;
  readonly touched: number[];
  /** Orders with both. */
  readonly joint: Int32Array;
  /** Orders with both in which the other was new to the person. */
  readonly fresh: Int32Array;
  /** People who bought the other for the first time in a later order, at most the horizon after first buying the anchor. */
  readonly followed: Int32Array;
  /** Later orders in which they could have. */
  laterOrders: number;
}

export interface AnchorCounter {
  /** The same object every time: use it before the next call. */
  count(anchor: number): AnchorCounts;
}

/** Orders in which a product came new to somebody, by product. */
export const freshOrders = ({ product, isNew, products }: Baskets): Float64Array => {
  const fresh = new Float64Array(products);
  product.forEach((id, item) => raise(fresh, id, at(isNew, item)));
  return fresh;
};

const createCounts = (products: number): AnchorCounts => ({
  orders: 0,
  laterOrders: 0,
  touched: [],
  joint: new Int32Array(products),
  fresh: new Int32Array(products),
  followed: new Int32Array(products),
});

const clear = (counts: AnchorCounts): void => {
  for (const product of counts.touched) {
    counts.joint[product] = 0;
    counts.fresh[product] = 0;
    counts.followed[product] = 0;
  }
  counts.touched.length = 0;
};

const touch = (counts: AnchorCounts, product: number): void => {
  if (counts.joint[product] === 0 && counts.followed[product] === 0) counts.touched.push(product);
};

const countFollowers = (counts: AnchorCounts, anchor: number, eachFollower: EachFollower): void => {
  counts.laterOrders = eachFollower(anchor, (product, gap) => {
    if (gap === 0) return;
    touch(counts, product);
    counts.followed[product] = (counts.followed[product] ?? 0) + 1;
  });
};

/** Counts one anchor at a time through an index of its orders: memory grows with products, not with pairs. */
export const createAnchorCounter = (baskets: Baskets, eachFollower?: EachFollower): AnchorCounter => {
  const { items, starts } = itemsByProduct(baskets);
  const counts = createCounts(baskets.products);
  const { joint, fresh } = counts;
  const { product, isNew, starts: orderStarts } = baskets;
  // The innermost loop: every pair of every order goes through it.
  const addOrder = (anchor: number, order: number): void => {
    const end = orderStarts[order + 1] ?? 0;
    for (let item = orderStarts[order] ?? 0; item < end; item += 1) {
      const other = product[item] ?? 0;
      if (other === anchor) continue;
      touch(counts, other);
      joint[other] = (joint[other] ?? 0) + 1;
      fresh[other] = (fresh[other] ?? 0) + (isNew[item] ?? 0);
    }
  };
  return {
    count: (anchor) => {
      clear(counts);
      counts.orders = at(starts, anchor + 1) - at(starts, anchor);
      for (let place = at(starts, anchor); place < at(starts, anchor + 1); place += 1) {
        const order = at(baskets.orderOf, at(items, place));
        if (at(orderStarts, order + 1) - at(orderStarts, order) <= largestBasket) addOrder(anchor, order);
      }
      if (eachFollower !== undefined) countFollowers(counts, anchor, eachFollower);
      return counts;
    },
  };
};
