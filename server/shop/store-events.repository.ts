import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { StoreEvent, StoreEventType } from './store-event.ts';
import { storeEventRows } from './store-events.model.ts';
import type { StoreEventRow } from './store-events.model.ts';
import { retryDuplicates } from './write-errors.ts';

export interface StoreEventRepository {
  /**
   * Inserts each fact once and adds its sources. Resolves to the same events with the sources that count: only
   * `backfill` for a fact that was first heard from the past, however often it is heard afterwards.
   */
  record(shop: ShopId, events: readonly StoreEvent[]): Promise<readonly StoreEvent[]>;
  /** Oldest first. */
  ofContacts(
    shop: ShopId,
    contacts: readonly ContactId[],
    what: { readonly types: readonly StoreEventType[]; readonly since: Date },
  ): Promise<readonly StoreEvent[]>;
  relink(shop: ShopId, from: ContactId, to: ContactId): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const toEvent = ({ _id, ...event }: StoreEventRow): StoreEvent => ({ id: _id, ...event });

const counting = (heard: readonly string[]): readonly string[] =>
  heard[0] === 'backfill' ? ['backfill'] : heard.filter((source) => source !== 'backfill');

export const createStoreEventRepository = (connection: Connection): StoreEventRepository => {
  const rows = storeEventRows(connection);
  const writeAll = (events: readonly StoreEvent[]): Promise<unknown> =>
    rows.bulkWrite(
      events.map(({ id, sources, ...event }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $setOnInsert: event, $addToSet: { sources: { $each: [...sources] } } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  return {
    record: async (shop, events) => {
      if (events.length === 0) return [];
      await retryDuplicates(() => writeAll(events));
      const ids = events.map(({ id }) => id);
      const heard = await rows
        .find({ _id: { $in: ids }, shop })
        .project<Pick<StoreEventRow, '_id' | 'sources'>>({ sources: 1 })
        .toArray();
      const sources = new Map(heard.map((row) => [row._id, row.sources]));
      return events.map((event) => ({ ...event, sources: counting(sources.get(event.id) ?? event.sources) }));
    },
    ofContacts: async (shop, contacts, { types, since }) => {
      const filter = {
        shop,
        contact: { $in: [...contacts] },
        at: { $gte: since },
        type: { $in: [...types] },
      };
      return (await rows.find(filter).sort({ at: 1 }).toArray()).map(toEvent);
    },
    relink: async (shop, from, to) => {
      await rows.updateMany({ shop, contact: from }, { $set: { contact: to } });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
