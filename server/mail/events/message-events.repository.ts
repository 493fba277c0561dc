import type { Connection } from 'mongoose';
import { asMessageId, asShopId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { MessageEvent } from './message-event.ts';

export interface MessageEvents {
  /** One row per event, however often it is told. */
  record(shop: ShopId, events: readonly MessageEvent[]): Promise<void>;
  /** Oldest first. */
  ofMessage(shop: ShopId, message: MessageId): Promise<readonly MessageEvent[]>;
  ensureIndexes(): Promise<void>;
}

interface EventDocument extends Omit<MessageEvent, 'id'> {
  readonly _id: string;
}

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
          updateOne: { filter: { _id: id }, update: { $setOnInsert: { ...event, shop } }, upsert: true },
        })),
        { ordered: false },
      );
    },
    ofMessage: async (shop, message) => {
      const found = await rows.find({ shop, message }).sort({ at: 1 }).toArray();
      return found.map(({ _id, ...event }) => ({
        ...event,
        id: _id,
        shop: asShopId(event.shop),
        message: asMessageId(event.message),
      }));
    },
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { shop: 1, message: 1, at: 1 } }, { key: { shop: 1, at: -1 } }]);
    },
  };
};
