import type { Connection, mongo } from 'mongoose';
import { turnsOf } from '../../engine/turn-id.ts';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { holdings } from './holdings.ts';
import type { Holding, PersonKey } from './holding.ts';

/** Whose rows are meant. */
export interface HeldPerson {
  readonly contacts: readonly ContactId[];
  readonly digests: readonly string[];
}

/** Plain documents of one collection. */
export interface HeldRows {
  readonly collection: string;
  readonly rows: readonly mongo.Document[];
}

/** Every collection there is, by the register. */
export interface HoldingsRepository {
  /** All that is held on somebody; collections without anything are left out. */
  collect(shop: ShopId, person: HeldPerson): Promise<readonly HeldRows[]>;
  /**
   * Deletes what a redaction deletes; resolves to how many mails were on their way and have to be come back for: whoever
   * waits for them to settle must still find them.
   */
  erasePerson(shop: ShopId, person: HeldPerson): Promise<number>;
  /** Everything of the shop but its inbox, which forgets itself: the one delivery that asked for it stays, empty. */
  eraseShop(shop: ShopId): Promise<void>;
}

type Keys = Readonly<Record<PersonKey, readonly string[]>>;

interface Trace {
  _id: string;
  enrollment?: string;
}

/** Those that name enrollments and messages go last, so that a try that was cut short finds the others again. */
const lastOfAll = new Set(['decisions', 'messages']);
const erasedInOrder = holdings
  .filter(({ redaction }) => redaction === 'deleted')
  .toSorted((one, other) => Number(lastOfAll.has(one.collection)) - Number(lastOfAll.has(other.collection)));

const unique = (values: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(values.flatMap((value) => value ?? [])),
];

const shopFilter = (shop: ShopId, place: Holding['shop']): mongo.Document | undefined => {
  switch (place) {
    case 'shop':
      return { shop };
    case '_id':
      return { _id: shop };
    case 'turn':
      return { _id: { $in: [...turnsOf(shop)] } };
    case 'job':
      return { 'data.shop': shop };
    case 'none':
      return undefined;
  }
};

/** Sums stay right without saying whose orders they were. */
const disown = async (
  rows: mongo.Collection<Trace>,
  shop: ShopId,
  contacts: readonly ContactId[],
): Promise<void> => {
  const theirs = { shop, contact: { $in: [...contacts] } };
  await rows.updateMany(theirs, { $unset: { contact: '' } });
};

export const createHoldingsRepository = (connection: Connection): HoldingsRepository => {
  const database = connection.getClient().db(connection.name);
  const rowsOf = (name: string): mongo.Collection<Trace> =>
    database.collection<Trace>(name, { promoteBuffers: true, writeConcern: { w: 'majority' } });

  const keysOf = async (shop: ShopId, { contacts, digests }: HeldPerson): Promise<Keys> => {
    const theirs = { shop, contact: { $in: [...contacts] } };
    const [messages, decisions, waiting] = await Promise.all([
      rowsOf('messages').find(theirs).project<Trace>({ enrollment: 1 }).toArray(),
      rowsOf('decisions').find(theirs).project<Trace>({ enrollment: 1 }).toArray(),
      rowsOf('enrollments')
        .find({ ...theirs, state: 'waiting' })
        .project<Trace>({ _id: 1 })
        .toArray(),
    ]);
    const named = [...messages, ...decisions].map(({ enrollment }) => enrollment);
    const enrollments = unique([...waiting.map(({ _id }) => _id), ...named]);
    return { contacts, digests, enrollments, messages: messages.map(({ _id }) => _id) };
  };

  const filterOf = (shop: ShopId, { person }: Holding, keys: Keys): mongo.Document | undefined => {
    if (person === undefined || keys[person.by].length === 0) return undefined;
    return { shop, [person.field]: { $in: [...keys[person.by]] } };
  };

  return {
    collect: async (shop, person) => {
      const keys = await keysOf(shop, person);
      const held: HeldRows[] = [];
      for (const holding of holdings) {
        const filter = filterOf(shop, holding, keys);
        if (filter === undefined) continue;
        const rows = await database.collection(holding.collection).find(filter).toArray();
        if (rows.length > 0) held.push({ collection: holding.collection, rows });
      }
      return held;
    },
    erasePerson: async (shop, person) => {
      const keys = await keysOf(shop, person);
      const sending = { shop, contact: { $in: [...person.contacts] }, status: 'sending' };
      const underWay = await rowsOf('messages').countDocuments(sending);
      for (const holding of erasedInOrder) {
        const filter = filterOf(shop, holding, keys);
        const settled = holding.collection === 'messages' ? { status: { $ne: 'sending' } } : {};
        if (filter !== undefined) await rowsOf(holding.collection).deleteMany({ ...filter, ...settled });
      }
      await disown(rowsOf('conversions'), shop, person.contacts);
      return underWay;
    },
    eraseShop: async (shop) => {
      for (const { collection, shop: place } of holdings) {
        const filter = collection === 'inbox' ? undefined : shopFilter(shop, place);
        if (filter !== undefined) await rowsOf(collection).deleteMany(filter);
      }
    },
  };
};
