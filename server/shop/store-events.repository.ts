import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { realNow } from '../lib/clock.ts';
import { countingSources } from './store-event.ts';
import type { StoreEvent, StoreEventType } from './store-event.ts';
import { storeEventRows } from './store-events.model.ts';
import type { StoreEventRow } from './store-events.model.ts';
import { insertEach } from '../lib/insert-new.ts';
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
  /**
   * What was done in a browser since then and was nobody's becomes the contact's. Resolves to all of theirs of that
   * browser since then, oldest first, so that it can be done again after a death in between.
   */
  attach(shop: ShopId, visitor: string, owner: Ownership): Promise<readonly StoreEvent[]>;
  /** Whether a webhook told anything of these kinds that happened since then. */
  heardByWebhook(
    shop: ShopId,
    what: { readonly types: readonly StoreEventType[]; readonly since: Date },
  ): Promise<boolean>;
  relink(shop: ShopId, from: ContactId, to: ContactId): Promise<void>;
  /** What these people did on the storefront. */
  forgetVisits(shop: ShopId, contacts: readonly ContactId[]): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

/** Whose, and from when on. */
export interface Ownership {
  readonly contact: ContactId;
  readonly since: Date;
}

const dayMs = 86_400_000;
/** How long what a browser did is kept while it is nobody's, and once it is somebody's. Real time. */
const keptDays = { nobodys: 30, somebodys: 90 } as const;
const attachedAtOnce = 200;

const toEvent = ({ _id, expiresAt: _expiresAt, ...event }: StoreEventRow): StoreEvent => ({
  id: _id,
  ...event,
});

const expiry = ({ visitor, contact }: StoreEvent): Pick<StoreEventRow, 'expiresAt'> => {
  if (visitor === undefined) return {};
  const days = contact === undefined ? keptDays.nobodys : keptDays.somebodys;
  return { expiresAt: new Date(realNow().getTime() + days * dayMs) };
};

const withoutId = ({ id: _id, ...event }: StoreEvent): Omit<StoreEvent, 'id'> => event;

/** The sources of each that was heard before, oldest first. */
type Heard = ReadonlyMap<string, readonly string[]>;

type Rows = ReturnType<typeof storeEventRows>;

const createHearing = (rows: Rows) => {
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
  const heardOf = async (shop: ShopId, events: readonly StoreEvent[]): Promise<Heard> => {
    const filter = { _id: { $in: events.map(({ id }) => id) }, shop };
    const found = rows
      .find(filter, { batchSize: events.length + 1 })
      .project<Pick<StoreEventRow, '_id' | 'sources'>>({ sources: 1 });
    return new Map((await found.toArray()).map((row) => [row._id, row.sources]));
  };
  /** Resolves to the ids that could not be inserted: in the batch twice, or recorded by somebody else meanwhile. */
  const insertUnheard = async (
    events: readonly StoreEvent[],
    before: Heard,
  ): Promise<ReadonlySet<string>> => {
    const fresh = events.filter(({ id }) => !before.has(id));
    const failed = await insertEach(
      (made: StoreEventRow[]) => rows.insertMany(made, { ordered: false }),
      fresh.map((event) => ({ ...withoutId(event), ...expiry(event), _id: event.id })),
    );
    return new Set(fresh.filter((_event, index) => failed.has(index)).map(({ id }) => id));
  };
  return { writeAll, heardOf, insertUnheard };
};

export const createStoreEventRepository = (connection: Connection): StoreEventRepository => {
  const rows = storeEventRows(connection);
  const { writeAll, heardOf, insertUnheard } = createHearing(rows);
  return {
    record: async (shop, events) => {
      if (events.length === 0) return [];
      const before = await heardOf(shop, events);
      const raced = await insertUnheard(events, before);
      const news = events.filter(
        ({ id, sources }) =>
          raced.has(id) || sources.some((source) => before.get(id)?.includes(source) === false),
      );
      if (news.length > 0) await retryDuplicates(() => writeAll(news));
      const sources = news.length === 0 ? before : new Map([...before, ...(await heardOf(shop, news))]);
      return events.map((event) => ({
        ...event,
        sources: countingSources(sources.get(event.id) ?? event.sources),
      }));
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
    attach: async (shop, visitor, { contact, since }) => {
      const done = { shop, visitor, at: { $gte: since } };
      const kept = { $add: ['$$NOW', keptDays.somebodys * dayMs] };
      await rows.updateMany({ ...done, contact: { $exists: false } }, [
        { $set: { contact, expiresAt: kept } },
      ]);
      const own = rows
        .find({ ...done, contact })
        .sort({ at: -1 })
        .limit(attachedAtOnce);
      return (await own.toArray()).map(toEvent).toReversed();
    },
    heardByWebhook: async (shop, { types, since }) => {
      const filter = { shop, type: { $in: [...types] }, at: { $gte: since }, sources: 'webhook' };
      return (await rows.findOne(filter, { projection: { _id: 1 } })) !== null;
    },
    forgetVisits: async (shop, contacts) => {
      await rows.deleteMany({ shop, contact: { $in: [...contacts] }, visitor: { $exists: true } });
    },
    relink: async (shop, from, to) => {
      await rows.updateMany({ shop, contact: from }, { $set: { contact: to } });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
