import type { Baskets } from './baskets.ts';
import { sortedBy, startsOf } from './sort-columns.ts';
import { at } from './survival.ts';

/**
 * Calls back for each product that somebody bought for the first time with (gap 0) or after first buying the anchor; gives how many
 * later orders were looked at.
 */
export type EachFollower = (anchor: number, work: (product: number, gapDays: number) => void) => number;

/** Of what one person buys after a product, only so much can have to do with it; also keeps the work linear. */
const mostFollowers = 64;

/** Looks from each person's first purchase of a product ahead to the horizon. */
export const createFollowers = (baskets: Baskets, horizonDays: number): EachFollower => {
  const { dayOf, customerOf, product, orderOf } = baskets;
  const firsts = Int32Array.from(product, (_, item) => item).filter((item) => baskets.isNew[item] === 1);
  const placeOf = new Int32Array(product.length);
  firsts.forEach((item, place) => (placeOf[item] = place));
  const byProduct = sortedBy(firsts, product, baskets.products);
  const starts = startsOf(firsts, product, baskets.products);

  const basketStart = (place: number): number => {
    const order = at(orderOf, at(firsts, place));
    let start = place;
    while (start > 0 && orderOf[at(firsts, start - 1)] === order) start -= 1;
    return start;
  };
  const walk = (item: number, work: (product: number, gapDays: number) => void): number => {
    const own = at(orderOf, item);
    const from = basketStart(at(placeOf, item));
    let last = own;
    for (let place = from; place < Math.min(firsts.length, from + mostFollowers); place += 1) {
      const other = at(firsts, place);
      const order = at(orderOf, other);
      const gap = at(dayOf, order) - at(dayOf, own);
      if (customerOf[order] !== customerOf[own] || gap > horizonDays) break;
      last = order;
      if (other !== item) work(at(product, other), order > own ? gap : 0);
    }
    return last - own;
  };
  return (anchor, work) =>
    byProduct
      .subarray(at(starts, anchor), at(starts, anchor + 1))
      .reduce((orders, item) => orders + walk(item, work), 0);
};
