import type { Connection } from 'mongoose';
import type { EnrollmentId, FlowId, MessageId, ShopId } from '../../lib/brand.ts';
import { asFlowId, asMessageId } from '../../lib/brand.ts';
import type { Message, MessageStatus } from '../message.ts';
import { listMessages } from './list-messages.ts';
import type { MessageListing, MessagePage } from './list-messages.ts';
import { messageModel, toMessage } from './message.model.ts';
import type { MessageDocument, MessageModel } from './message.model.ts';

export interface MessageCount {
  readonly flow: FlowId;
  readonly status: MessageStatus;
  readonly reason: string;
  readonly count: number;
}

export interface Messages {
  find(shop: ShopId, id: MessageId): Promise<Message | null>;
  ofEnrollments(shop: ShopId, enrollments: readonly EnrollmentId[]): Promise<readonly Message[]>;
  /** A3: an exit by event closes what waits; `sending` rows are left alone. Resolves to those closed. */
  cancelScheduledOf(shop: ShopId, enrollments: readonly EnrollmentId[]): Promise<readonly Message[]>;
  /** EVENT: the provider says it has it. Null when the row was settled already. */
  eventAccepted(shop: ShopId, id: MessageId, sentAt: Date): Promise<Message | null>;
  counts(shop: ShopId): Promise<readonly MessageCount[]>;
  list(shop: ShopId, listing: MessageListing): Promise<MessagePage>;
}

const counts = async (messages: MessageModel, shop: ShopId): Promise<readonly MessageCount[]> => {
  const rows = await messages
    .aggregate<{ _id: { flow: string; status: MessageStatus; reason?: string }; count: number }>([
      { $match: { shop } },
      { $group: { _id: { flow: '$flow', status: '$status', reason: '$reason' }, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ])
    .exec();
  return rows.map(({ _id, count }) => ({
    flow: asFlowId(_id.flow),
    status: _id.status,
    reason: _id.reason ?? '',
    count,
  }));
};

const cancelScheduledOf = async (
  messages: MessageModel,
  shop: ShopId,
  enrollments: readonly EnrollmentId[],
): Promise<readonly Message[]> => {
  const open = { shop, enrollment: { $in: [...enrollments] }, status: 'scheduled' } as const;
  const rows = await messages.find(open).lean<MessageDocument[]>();
  if (rows.length === 0) return [];
  await messages.updateMany(open, [{ $set: { status: 'cancelled', stateAt: '$$NOW' } }], {
    updatePipeline: true,
  });
  const ids = rows.map((row) => asMessageId(row._id));
  const closed = await messages
    .find({ shop, _id: { $in: ids }, status: 'cancelled' })
    .lean<MessageDocument[]>();
  return closed.map(toMessage);
};

const eventAccepted = async (
  messages: MessageModel,
  shop: ShopId,
  row: { id: MessageId; sentAt: Date },
): Promise<Message | null> => {
  const before = await messages
    .findOneAndUpdate(
      { _id: row.id, shop, status: { $in: ['scheduled', 'sending', 'unknown'] } },
      [
        {
          $set: {
            status: 'accepted',
            sentAt: row.sentAt,
            decidedAt: row.sentAt,
            stateAt: '$$NOW',
            reason: '$$REMOVE',
            ground: {
              $ifNull: [
                '$ground',
                { $cond: [{ $eq: ['$kind', 'transactional'] }, 'transactional', 'consent'] },
              ],
            },
          },
        },
      ],
      { updatePipeline: true, returnDocument: 'after' },
    )
    .lean<MessageDocument>();
  return before === null ? null : toMessage(before);
};

export const createMessages = (connection: Connection): Messages => {
  const messages = messageModel(connection);
  return {
    find: async (shop, id) => {
      const row = await messages.findOne({ _id: id, shop }).lean<MessageDocument>();
      return row === null ? null : toMessage(row);
    },
    ofEnrollments: async (shop, enrollments) => {
      const rows = await messages
        .find({ shop, enrollment: { $in: [...enrollments] } })
        .lean<MessageDocument[]>();
      return rows.map(toMessage);
    },
    cancelScheduledOf: (shop, enrollments) => cancelScheduledOf(messages, shop, enrollments),
    eventAccepted: (shop, id, sentAt) => eventAccepted(messages, shop, { id, sentAt }),
    counts: (shop) => counts(messages, shop),
    list: (shop, listing) => listMessages(messages, shop, listing),
  };
};
