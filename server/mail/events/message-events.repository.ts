import type { Connection, mongo } from 'mongoose';
import { asMessageId, asShopId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { MessageEvent } from './message-event.ts';

export interface MessageEvents {
  /** One row per event, however often it is told. */
  record(shop: ShopId, events: readonly MessageEvent[]): Promise<void>;
  /** How many mails to this address bounced softly since `since`, with none delivered, opened or clicked after. */
  bouncedInARow(shop: ShopId, person: string, since: Date): Promise<number>;
  /** How many mails were delivered, reported as spam and sent back since then; each counts once. */
  mailsSince(shop: ShopId, since: Date): Promise<{ delivered: number; complained: number; bounced: number }>;
  /** Oldest first. */
  ofMessage(shop: ShopId, message: MessageId): Promise<readonly MessageEvent[]>;
  ensureIndexes(): Promise<void>;
}

interface EventDocument extends Omit<MessageEvent, 'id'> {
  readonly _id: string;
  /** The database's time when it was last told: what counts events asks for those that are new to it. */
  readonly heardAt?: Date;
}

/** Enough to see three in a row behind a few repeats. */
const looked = 50;

const inARow = (newestFirst: readonly Pick<MessageEvent, 'type' | 'detail' | 'message'>[]): number => {
  const end = newestFirst.findIndex(({ type, detail }) => type !== 'bounced' || detail !== 'soft');
  const row = end === -1 ? newestFirst : newestFirst.slice(0, end);
  return new Set(row.map(({ message }) => message)).size;
};

const mailsSince = async (
  rows: mongo.Collection<EventDocument>,
  shop: ShopId,
  since: Date,
): ReturnType<MessageEvents['mailsSince']> => {
  const type = { $in: ['delivered', 'complained', 'bounced'] };
  const found = await rows
    .aggregate<{ _id: string; mails: number }>([
      { $match: { shop, at: { $gte: since }, type } },
      { $group: { _id: { type: '$type', message: '$message' } } },
      { $group: { _id: '$_id.type', mails: { $sum: 1 } } },
    ])
    .toArray();
  const by = new Map(found.map(({ _id, mails }) => [_id, mails]));
  const of = (each: string): number => by.get(each) ?? 0;
  return { delivered: of('delivered'), complained: of('complained'), bounced: of('bounced') };
};

export const createMessageEvents = (connection: Connection): MessageEvents => {
  const rows = connection
    .getClient()
    .db(connection.name)
    .collection<EventDocument>('message_events', {
      ignoreUndefined: true,
      writeConcern: { w: 'majority' },
    });
  return {
    record: async (shop, events) => {
      if (events.length === 0) return;
      await rows.bulkWrite(
        events.map(({ id, ...event }) => ({
          updateOne: {
            filter: { _id: id },
            update: { $setOnInsert: { ...event, shop }, $currentDate: { heardAt: true } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },
    bouncedInARow: async (shop, person, since) => {
      const found = await rows
        .find({
          shop,
          person,
          at: { $gte: since },
          type: { $in: ['bounced', 'delivered', 'opened', 'clicked'] },
        })
        .sort({ at: -1 })
        .limit(looked)
        .toArray();
      return inARow(found);
    },
    mailsSince: (shop, since) => mailsSince(rows, shop, since),
    ofMessage: async (shop, message) => {
      const found = await rows.find({ shop, message }).sort({ at: 1 }).toArray();
      return found.map(({ _id, heardAt: _heardAt, ...event }) => ({
        ...event,
        id: _id,
        shop: asShopId(event.shop),
        message: asMessageId(event.message),
      }));
    },
    ensureIndexes: async () => {
      await rows.createIndexes([
        { key: { shop: 1, message: 1, at: 1 } },
        { key: { shop: 1, at: -1 } },
        { key: { shop: 1, heardAt: 1 }, partialFilterExpression: { heardAt: { $exists: true } } },
        { key: { shop: 1, person: 1, at: -1 }, partialFilterExpression: { person: { $exists: true } } },
      ]);
    },
  };
};
