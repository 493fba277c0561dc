import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { orderRows } from '../../shop/orders.model.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import type { ReturningMonth } from './returning.ts';

export interface CountedReturning {
  readonly months: readonly ReturningMonth[];
  /** Real time. */
  readonly countedAt: Date;
  /** Real time: not counted again before then. */
  readonly restUntil: Date;
}

export interface ReturningRows {
  /** For each customer the months, `2026-11`, in which they ordered since then. */
  orderMonths(
    shop: ShopId,
    asked: { readonly since: Date; readonly zone: string },
  ): AsyncIterable<readonly string[]>;
  save(shop: ShopId, counted: CountedReturning): Promise<void>;
  find(shop: ShopId): Promise<CountedReturning | undefined>;
}

interface Row extends CountedReturning {
  _id: string;
  shop: string;
}

const stages = (shop: ShopId, since: Date, zone: string): mongo.Document[] => [
  {
    $match: {
      shop,
      'details.placedAt': { $gte: since },
      'details.test': false,
      'details.contact': { $exists: true },
      cancelledAt: { $exists: false },
    },
  },
  {
    $group: {
      _id: '$details.contact',
      months: {
        $addToSet: { $dateToString: { date: '$details.placedAt', format: '%Y-%m', timezone: zone } },
      },
    },
  },
];

export const createReturningRows = (connection: Connection): ReturningRows => {
  const counted = rowsOf<Row>(connection, 'returning_counts');
  return {
    orderMonths: async function* (shop, { since, zone }) {
      const found = orderRows(connection).aggregate<{ months: string[] }>(stages(shop, since, zone), {
        allowDiskUse: true,
      });
      for await (const { months } of found) yield months;
    },
    save: async (shop, { months, countedAt, restUntil }) => {
      const row = { shop, months: [...months], countedAt, restUntil };
      await counted.updateOne({ _id: shop }, { $set: row }, { upsert: true });
    },
    find: async (shop) => {
      const row = await counted.findOne({ _id: shop });
      return row === null
        ? undefined
        : { months: row.months, countedAt: row.countedAt, restUntil: row.restUntil };
    },
  };
};
