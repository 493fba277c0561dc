import type { Baskets } from './baskets.ts';
import { allRows, sortedBy, startsOf } from './sort-columns.ts';

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
  const firsts = allRows(product.length).filter((item) => baskets.isNew[item] === 1);
  const placeOf = new Int32Array(product.length);
  firsts.forEach((item, place) => (placeOf[item] = place));
  const byProduct = sortedBy(firsts, product, baskets.products);
  const starts = startsOf(firsts, product, baskets.products);

  const orderAt = (place: number): number => orderOf[firsts[place] ?? 0] ?? 0;
  const basketStart = (place: number): number => {
    const order = orderAt(place);
    let start = place;
    while (start > 0 && orderAt(start - 1) === order) start -= 1;
    return start;
  };
  const walk = (item: number, work: (product: number, gapDays: number) => void): number => {
    const own = orderOf[item] ?? 0;
    const [customer, day] = [customerOf[own], dayOf[own] ?? 0];
    const from = basketStart(placeOf[item] ?? 0);
    const end = Math.min(firsts.length, from + mostFollowers);
    let last = own;
    for (let place = from; place < end; place += 1) {
      const other = firsts[place] ?? 0;
      const order = orderOf[other] ?? 0;
      const gap = (dayOf[order] ?? 0) - day;
      if (customerOf[order] !== customer || gap > horizonDays) break;
      last = order;
      if (other !== item) work(product[other] ?? 0, order > own ? gap : 0);
    }
    return last - own;
  };
  return (anchor, work) => {
    let orders = 0;
    const end = starts[anchor + 1] ?? 0;
    for (let place = starts[anchor] ?? 0; place < end; place += 1)
      orders += walk(byProduct[place] ?? 0, work);
    return orders;
  };
};
