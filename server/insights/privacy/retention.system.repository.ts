import type { Connection, mongo } from 'mongoose';
import { realNow } from '../../lib/clock.ts';
import type { ShopId } from '../../lib/brand.ts';
import { storeEventTypes } from '../../shop/store-event.ts';

/** What a nightly job deletes; everything else that ends by itself has a TTL index. */
export interface Retention {
  /** Resolves to how many documents went, by collection. */
  retain(now?: Date): Promise<ReadonlyMap<string, number>>;
}

interface Period {
  readonly collection: string;
  readonly days: number;
  readonly filter: (before: Date) => mongo.Document;
}

/** Walk an index of the shop's. */
const byShop: readonly Period[] = [
  { collection: 'messages', days: 760, filter: (before) => ({ stateAt: { $lt: before } }) },
  { collection: 'message_events', days: 760, filter: (before) => ({ at: { $lt: before } }) },
  {
    collection: 'store_events',
    days: 760,
    filter: (before) => ({ type: { $in: [...storeEventTypes] }, at: { $lt: before } }),
  },
];

/** Walk the collection: an index would cost every write more than this costs a night. */
const across: readonly Period[] = [
  {
    collection: 'enrollments',
    days: 760,
    filter: (before) => ({ state: { $in: ['done', 'exited', 'failed'] }, plannedAt: { $lt: before } }),
  },
  { collection: 'checkouts', days: 400, filter: (before) => ({ 'details.updatedAt': { $lt: before } }) },
];

const dayMs = 86_400_000;

/** The periods of the register in `holdings.ts`. */
export const retentionDays: ReadonlyMap<string, number> = new Map(
  [...byShop, ...across].map(({ collection, days }) => [collection, days]),
);

export const createRetention = (connection: Connection): Retention => {
  const database = connection.getClient().db(connection.name);
  const remove = async (period: Period, now: Date, shop?: ShopId): Promise<number> => {
    const before = new Date(now.getTime() - period.days * dayMs);
    const filter = { ...(shop === undefined ? {} : { shop }), ...period.filter(before) };
    return (await database.collection(period.collection).deleteMany(filter)).deletedCount;
  };
  return {
    retain: async (now = realNow()) => {
      const gone = new Map<string, number>();
      const count = (name: string, more: number) => gone.set(name, (gone.get(name) ?? 0) + more);
      const shops = await database.collection<{ _id: ShopId }>('shops').distinct('_id');
      for (const period of byShop)
        for (const shop of shops) count(period.collection, await remove(period, now, shop));
      for (const period of across) count(period.collection, await remove(period, now));
      return gone;
    },
  };
};
