import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import type { MessageStatus } from '../message.ts';
import { messageModel } from './message.model.ts';

export interface EndedMessages {
  readonly sent: number;
  readonly skipped: number;
}

export interface MessageTotals {
  /** Messages of the shop that were accepted or skipped at or after `since` (shop time). */
  endedSince(shop: ShopId, since: Date): Promise<EndedMessages>;
}

export const createMessageTotals = (connection: Connection): MessageTotals => {
  const messages = messageModel(connection);
  return {
    endedSince: async (shop, since) => {
      const rows = await messages
        .aggregate<{ _id: MessageStatus; count: number }>([
          { $match: { shop, status: { $in: ['accepted', 'skipped'] }, decidedAt: { $gte: since } } },
          { $group: { _id: '$status', count: { $sum: 1 } } },
        ])
        .exec();
      const counts = new Map(rows.map(({ _id, count }) => [_id, count]));
      return { sent: counts.get('accepted') ?? 0, skipped: counts.get('skipped') ?? 0 };
    },
  };
};
