import type { Connection, mongo } from 'mongoose';
import type { ContactId, MessageId, ShopId } from '../../lib/brand.ts';
import { asMessageId } from '../../lib/brand.ts';
import { messageModel } from './message.model.ts';
import type { MessageModel } from './message.model.ts';

export interface CapRequest {
  readonly contact: ContactId;
  readonly message: MessageId;
}

export interface CapWindow {
  readonly count: number;
  /** Start of the window: reservations after it count. */
  readonly since: Date;
  readonly at: Date;
  /** What the person asked for besides: both must have room. */
  readonly own?: { readonly count: number; readonly since: Date } | undefined;
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

interface Asked {
  readonly requests: readonly CapRequest[];
  readonly window: CapWindow;
}

interface CapDocument {
  _id: string;
  shop: string;
  cap?: { message: string; at: Date }[];
}

const held = { $ifNull: ['$cap', []] };

/** Which of the batch's messages is this person's. */
const ownMessage = (requests: readonly CapRequest[]): mongo.Document => ({
  $arrayElemAt: [
    { $literal: requests.map(({ message }) => message) },
    { $indexOfArray: [{ $literal: requests.map(({ contact }) => contact) }, '$_id'] },
  ],
});

/** Reservations in the window that are not this message's own: a repeat finds its own place still there. */
const others = (message: mongo.Document, since: Date): mongo.Document => ({
  $filter: {
    input: held,
    cond: { $and: [{ $gt: ['$$this.at', since] }, { $ne: ['$$this.message', message] }] },
  },
});

/** One command for the batch, atomic for each person; resolves to how many got a place. At most one message a person. */
const reserveEach = async (
  contacts: Contacts,
  shop: ShopId,
  { requests, window }: Asked,
): Promise<number> => {
  const message = ownMessage(requests);
  const { since, own, at } = window;
  const hasRoom = [window, ...(own === undefined ? [] : [own])].map((each) => ({
    $lt: [{ $size: others(message, each.since) }, each.count],
  }));
  const taken = others(message, own === undefined || since < own.since ? since : own.since);
  const done = await contacts.updateMany(
    {
      _id: { $in: requests.map(({ contact }): string => contact) },
      shop,
      $expr: { $and: hasRoom },
    },
    [{ $set: { cap: { $concatArrays: [taken, [{ message, at }]] } } }],
  );
  return done.matchedCount;
};

/** So that nobody is in a batch twice. */
const batchesOf = (requests: readonly CapRequest[]): readonly (readonly CapRequest[])[] => {
  const people = [...Map.groupBy(requests, ({ contact }) => contact).values()];
  const longest = Math.max(...people.map((own) => own.length));
  return Array.from({ length: longest }, (_, turn) => people.flatMap((own) => own.slice(turn, turn + 1)));
};

type Contacts = ReturnType<typeof contactsOf>;
const contactsOf = (connection: Connection) => connection.collection<CapDocument>('contacts');

const read = (contacts: Contacts, shop: ShopId, ids: readonly ContactId[]): Promise<CapDocument[]> =>
  contacts.find({ shop, _id: { $in: [...ids] } }, { projection: { cap: 1, shop: 1 } }).toArray();

interface Place {
  readonly contact: string;
  readonly message: string;
}

const pull = async (contacts: Contacts, shop: ShopId, places: readonly Place[]): Promise<void> => {
  if (places.length === 0) return;
  await contacts.bulkWrite(
    places.map(({ contact, message }) => ({
      updateOne: { filter: { _id: contact, shop }, update: { $pull: { cap: { message } } } },
    })),
    { ordered: false },
  );
};

const placesOf = (documents: readonly CapDocument[]): readonly (Place & { readonly at: Date })[] =>
  documents.flatMap(({ _id, cap = [] }) => cap.map(({ message, at }) => ({ contact: _id, message, at })));

const reserve = async (
  contacts: Contacts,
  shop: ShopId,
  { requests, window }: Asked,
): Promise<ReadonlySet<MessageId>> => {
  if (requests.length === 0) return new Set();
  let reserved = 0;
  for (const batch of batchesOf(requests))
    reserved += await reserveEach(contacts, shop, { requests: batch, window });
  if (reserved === requests.length) return new Set(requests.map(({ message }) => message));
  const people = requests.map(({ contact }) => contact);
  const places = placesOf(await read(contacts, shop, people)).filter(({ at }) => at > window.since);
  return new Set(places.map(({ message }) => asMessageId(message)));
};

const endedAmong = async (
  messages: MessageModel,
  shop: ShopId,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  const ended = await messages
    .find({ _id: { $in: [...ids] }, shop, status: { $in: ['skipped', 'failed', 'cancelled'] } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  return new Set(ended.map((row) => row._id));
};

export const createCaps = (connection: Connection): Caps => {
  const contacts = contactsOf(connection);
  const messages = messageModel(connection);
  return {
    reserve: (shop, requests, window) => reserve(contacts, shop, { requests, window }),
    release: (shop, requests) => pull(contacts, shop, requests),
    dropEnded: async (shop, ids) => {
      const places = placesOf(await read(contacts, shop, ids));
      const gone = await endedAmong(
        messages,
        shop,
        places.map(({ message }) => message),
      );
      await pull(
        contacts,
        shop,
        places.filter(({ message }) => gone.has(message)),
      );
    },
    oldest: async (shop, ids, since) => {
      const places = placesOf(await read(contacts, shop, ids)).filter(({ at }) => at > since);
      const times = new Map<string, number>();
      for (const { contact, at } of places)
        times.set(contact, Math.min(times.get(contact) ?? Infinity, at.getTime()));
      return new Map(
        ids.flatMap((id) => {
          const time = times.get(id);
          return time === undefined ? [] : [[id, new Date(time)] as const];
        }),
      );
    },
  };
};
