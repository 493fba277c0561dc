import type { Connection, mongo } from 'mongoose';
import type { ContactId, MessageId, ShopId } from '../../lib/brand.ts';
import { asMessageId } from '../../lib/brand.ts';
import { messageModel } from './message.model.ts';

export interface CapRequest {
  readonly contact: ContactId;
  readonly message: MessageId;
}

export interface CapWindow {
  readonly count: number;
  /** Start of the window: reservations after it count. */
  readonly since: Date;
  readonly at: Date;
}

/** The frequency cap of one person: counted on the contact itself, so two workers can't both take the last place. */
export interface Caps {
  /** Resolves to the messages that hold a reservation now; the others found the window full. */
  reserve(shop: ShopId, requests: readonly CapRequest[], window: CapWindow): Promise<ReadonlySet<MessageId>>;
  release(shop: ShopId, requests: readonly CapRequest[]): Promise<void>;
  /** Drops reservations whose row ended without a mail (a crash may have left them). */
  dropEnded(shop: ShopId, contacts: readonly ContactId[]): Promise<void>;
  /** When the window frees a place: the oldest reservation in it, by contact. */
  oldest(shop: ShopId, contacts: readonly ContactId[], since: Date): Promise<ReadonlyMap<ContactId, Date>>;
}

interface CapDocument {
  _id: string;
  shop: string;
  cap?: { message: string; at: Date }[];
}

const held = { $ifNull: ['$cap', []] };

/** Reservations in the window that are not this message's own: a repeat finds its own place still there. */
const others = (message: MessageId, since: Date): Record<string, unknown> => ({
  $filter: {
    input: held,
    cond: { $and: [{ $gt: ['$$this.at', since] }, { $ne: ['$$this.message', { $literal: message }] }] },
  },
});

const reserveOne = (
  shop: ShopId,
  request: CapRequest,
  window: CapWindow,
): mongo.AnyBulkWriteOperation<CapDocument> => ({
  updateOne: {
    filter: {
      _id: request.contact,
      shop,
      $expr: { $lt: [{ $size: others(request.message, window.since) }, window.count] },
    },
    update: [
      {
        $set: {
          cap: {
            $concatArrays: [
              others(request.message, window.since),
              [{ message: { $literal: request.message }, at: window.at }],
            ],
          },
        },
      },
    ],
  },
});

export const createCaps = (connection: Connection): Caps => {
  const contacts = connection.collection<CapDocument>('contacts');
  const messages = messageModel(connection);

  const read = (shop: ShopId, ids: readonly ContactId[]): Promise<CapDocument[]> =>
    contacts.find({ shop, _id: { $in: [...ids] } }, { projection: { cap: 1, shop: 1 } }).toArray();

  const pull = async (
    shop: ShopId,
    pairs: readonly { contact: string; message: string }[],
  ): Promise<void> => {
    if (pairs.length === 0) return;
    await contacts.bulkWrite(
      pairs.map(({ contact, message }) => ({
        updateOne: { filter: { _id: contact, shop }, update: { $pull: { cap: { message } } } },
      })),
      { ordered: false },
    );
  };

  return {
    reserve: async (shop, requests, window) => {
      if (requests.length === 0) return new Set();
      const operations = requests.map((request) => reserveOne(shop, request, window));
      const done = await contacts.bulkWrite(operations, { ordered: false });
      if (done.matchedCount === requests.length) return new Set(requests.map(({ message }) => message));
      const now = await read(
        shop,
        requests.map(({ contact }) => contact),
      );
      return new Set(
        now.flatMap(({ cap = [] }) =>
          cap.filter(({ at }) => at > window.since).map(({ message }) => asMessageId(message)),
        ),
      );
    },
    release: (shop, requests) => pull(shop, requests),
    dropEnded: async (shop, ids) => {
      const reserved = await read(shop, ids);
      const rows = reserved.flatMap(({ cap = [] }) => cap.map(({ message }) => message));
      const ended = await messages
        .find({ _id: { $in: rows }, shop, status: { $in: ['skipped', 'failed', 'cancelled'] } }, { _id: 1 })
        .lean<{ _id: string }[]>();
      const gone = new Set(ended.map((row) => row._id));
      await pull(
        shop,
        reserved.flatMap(({ _id, cap = [] }) =>
          cap.filter(({ message }) => gone.has(message)).map(({ message }) => ({ contact: _id, message })),
        ),
      );
    },
    oldest: async (shop, ids, since) => {
      const documents = await read(shop, ids);
      return new Map(
        documents.flatMap(({ _id, cap = [] }) => {
          const times = cap.filter(({ at }) => at > since).map(({ at }) => at.getTime());
          const id = ids.find((each) => each === _id);
          return times.length === 0 || id === undefined ? [] : [[id, new Date(Math.min(...times))] as const];
        }),
      );
    },
  };
};
