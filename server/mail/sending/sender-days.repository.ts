import type { Connection } from 'mongoose';
import { asMessageId } from '../../lib/brand.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';

interface DayRow {
  readonly _id: string;
  readonly shop: ShopId;
  readonly messages: readonly string[];
  readonly expiresAt: Date;
}

/** Which messages of a shop hold a place under the limit of a day. */
export interface SenderDays {
  /** Resolves to those that hold a place; asked again, a message finds its own. `day` is `YYYY-MM-DD`. */
  reserve(
    shop: ShopId,
    messages: readonly MessageId[],
    of: { readonly day: string; readonly limit: number },
  ): Promise<ReadonlySet<MessageId>>;
  used(shop: ShopId, day: string): Promise<number>;
  ensureIndexes(): Promise<void>;
}

const keptMs = 3 * 86_400_000;

export const createSenderDays = (connection: Connection): SenderDays => {
  const rows = rowsOf<DayRow>(connection, 'sender_days');
  const idOf = (shop: ShopId, day: string): string => `${shop} ${day}`;
  return {
    reserve: async (shop, messages, { day, limit }) => {
      const held = { $ifNull: ['$messages', []] };
      const fresh = {
        $filter: { input: { $literal: [...messages] }, cond: { $not: { $in: ['$$this', held] } } },
      };
      const expiresAt = new Date(Date.parse(day) + keptMs);
      const kept = { $slice: [{ $concatArrays: [held, fresh] }, limit] };
      const row = await rows.findOneAndUpdate(
        { _id: idOf(shop, day) },
        [{ $set: { shop, messages: kept, expiresAt } }],
        { upsert: true, returnDocument: 'after' },
      );
      const places = new Set(row?.messages);
      return new Set(messages.filter((id) => places.has(id)).map((id) => asMessageId(id)));
    },
    used: async (shop, day) => (await rows.findOne({ _id: idOf(shop, day) }))?.messages.length ?? 0,
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
    },
  };
};
