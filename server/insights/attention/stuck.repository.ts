import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';
import type { StoreEventType } from '../../shop/store-event.ts';

/** What of one shop is set aside, and what its platform told when. */
export interface StuckRows {
  /** After three failures, at most so many as are worth telling apart. */
  enrollments(shop: ShopId): Promise<number>;
  deliveries(shop: ShopId): Promise<number>;
  /** Shop time of the newest event a webhook told; undefined before the first. */
  lastWebhook(shop: ShopId): Promise<Date | undefined>;
  /** Shop time of the newest visit the storefront told of; undefined before the first. */
  lastVisit(shop: ShopId): Promise<Date | undefined>;
  /** How many events of a time webhooks told. */
  webhooks(shop: ShopId, span: { readonly from: Date; readonly to: Date }): Promise<number>;
}

/** Beyond it nobody reads the number. */
const most = 10_000;

/** What platforms tell by webhook of every shop that sells. */
const told: readonly StoreEventType[] = [
  'checkout.updated',
  'order.placed',
  'order.fulfilled',
  'product.updated',
  'customer.updated',
];

interface SetAside {
  _id: string;
  shop: string;
  state: string;
}

export const createStuckRows = (connection: Connection): StuckRows => {
  const events = storeEventRows(connection);
  const setAside = (collection: string, shop: ShopId): Promise<number> =>
    rowsOf<SetAside>(connection, collection).countDocuments({ shop, state: 'quarantined' }, { limit: most });
  const newest = async (
    shop: ShopId,
    { type, source }: { readonly type: StoreEventType; readonly source: string },
  ): Promise<Date | undefined> => {
    const found = await events
      .find({ shop, type, sources: source }, { projection: { at: 1 } })
      .sort({ at: -1 })
      .limit(1)
      .toArray();
    return found[0]?.at;
  };
  return {
    enrollments: (shop) => setAside('enrollments', shop),
    deliveries: (shop) => setAside('inbox', shop),
    lastWebhook: async (shop) => {
      const times = (
        await Promise.all(told.map((type) => newest(shop, { type, source: 'webhook' })))
      ).flatMap((at) => at ?? []);
      return times.toSorted((a, b) => a.getTime() - b.getTime()).at(-1);
    },
    lastVisit: (shop) => newest(shop, { type: 'product.viewed', source: 'storefront' }),
    webhooks: (shop, { from, to }) =>
      events.countDocuments(
        { shop, type: { $in: [...told] }, at: { $gte: from, $lt: to }, sources: 'webhook' },
        { limit: most },
      ),
  };
};
