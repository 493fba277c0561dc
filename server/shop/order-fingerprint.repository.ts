import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { orderRows } from './orders.model.ts';

/** Two equal answers: nothing was ordered, changed, cancelled or refunded in between. One read of the shop's orders. */
export type OrderFingerprint = (shop: ShopId) => Promise<string>;

export const createOrderFingerprint = (connection: Connection): OrderFingerprint => {
  const orders = orderRows(connection);
  const refunds = { $sum: { $size: { $ifNull: ['$refundedProductIds', []] } } };
  return async (shop) => {
    const [row] = await orders
      .aggregate<{ count: number; newest: string; refunds: number }>([
        { $match: { _id: { $gt: `${shop}/`, $lt: `${shop}0` } } },
        { $group: { _id: null, count: { $sum: 1 }, newest: { $max: '$stamp' }, refunds } },
      ])
      .toArray();
    return row === undefined ? '' : `${row.count} ${row.newest} ${row.refunds}`;
  };
};
