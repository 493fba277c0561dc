import type { Connection, mongo } from 'mongoose';
import { asContactId } from '../lib/brand.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { randomToken } from '../lib/digest.ts';
import { EncoreError } from '../lib/errors.ts';
import type { JsonValue } from '../lib/json.ts';
import { contactIdOf } from './contact-id.ts';
import { resolutionOf } from './contact-resolution.ts';
import type { PersonQuery, Resolution } from './contact-resolution.ts';
import type { Contact } from './contact.ts';
import { contactRows } from './contacts.model.ts';
import type { ContactRow } from './contacts.model.ts';
import type { PersonFacts } from './facts.ts';
import { insertEach } from '../lib/insert-new.ts';
import { addressDigest, normaliseAddress } from './person-digest.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { isDuplicateKey } from './write-errors.ts';

export interface ResolvedContact {
  readonly contact: Contact;
  /** The contact that has just become an alias of this one. */
  readonly merged?: ContactId | undefined;
}

export interface DescribedContact {
  readonly id: ContactId;
  readonly person: PersonFacts;
}

export interface ContactRepository {
  /** The one contact of this person, made or completed as needed; undefined without address and customer id. */
  resolve(shop: ShopId, query: PersonQuery): Promise<ResolvedContact | undefined>;
  /** Makes contacts of people nobody has heard of; those somebody else has made meanwhile are not among the made. */
  createMany(shop: ShopId, queries: readonly PersonQuery[]): Promise<readonly Contact[]>;
  /** By the ids asked for, aliases followed: the contact found may carry another id than its key. */
  findMany(shop: ShopId, ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Contact>>;
  findByAddress(shop: ShopId, address: string): Promise<Contact | undefined>;
  findByCustomerId(shop: ShopId, customerId: string): Promise<Contact | undefined>;
  findByAddresses(shop: ShopId, addresses: readonly string[]): Promise<readonly Contact[]>;
  findByCustomerIds(shop: ShopId, customerIds: readonly string[]): Promise<readonly Contact[]>;
  /** Names, phone, locale and country as the platform tells them, one after the other; absent fields stay. */
  describeMany(shop: ShopId, told: readonly DescribedContact[]): Promise<void>;
  /** Leaves the id and nothing else. */
  redact(shop: ShopId, id: ContactId, at: Date): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const toContact = ({
  _id,
  mergedInto: _alias,
  addressDigest: _digest,
  cap: _cap,
  customerIds = [],
  ...row
}: ContactRow): Contact => ({
  ...row,
  id: _id,
  customerIds,
});

/** The address and what consents know it by change together. */
const addressed = (
  shop: ShopId,
  address: string | undefined,
): Pick<ContactRow, 'address' | 'addressDigest'> =>
  address === undefined ? {} : { address, addressDigest: addressDigest(shop, address) };

const words = ({ firstName, lastName, phone, locale, countryCode }: PersonFacts): PersonFacts => ({
  firstName,
  lastName,
  phone,
  locale,
  countryCode,
});

const said = (person: PersonFacts): boolean =>
  Object.values(words(person)).some((value) => value !== undefined);

/** Taken already by somebody redacted, it is drawn. */
const newId = (shop: ShopId, person: PersonFacts, tries: number): ContactId =>
  tries > 2 ? asContactId(randomToken(20)) : contactIdOf(shop, person);

type Rows = mongo.Collection<ContactRow>;

const normalised = (query: PersonQuery): PersonQuery => {
  const { address } = query.person;
  if (address === undefined) return query;
  return { ...query, person: { ...query.person, address: normaliseAddress(address) } };
};

const findPair = async (
  rows: Rows,
  shop: ShopId,
  person: PersonFacts,
): Promise<readonly (Contact | undefined)[]> => {
  const { address, customerId } = person;
  const $or = [
    ...(address === undefined ? [] : [{ shop, address }]),
    ...(customerId === undefined ? [] : [{ shop, customerIds: customerId }]),
  ];
  const found = $or.length === 0 ? [] : (await rows.find({ $or }).toArray()).map(toContact);
  return [
    address === undefined ? undefined : found.find((contact) => contact.address === address),
    customerId === undefined ? undefined : found.find((contact) => contact.customerIds.includes(customerId)),
  ];
};

const create = async (rows: Rows, shop: ShopId, row: Omit<ContactRow, 'shop'>): Promise<Contact> => {
  await rows.insertOne({ ...row, shop });
  return toContact({ ...row, shop });
};

const extend = async (
  rows: Rows,
  contact: Contact,
  { address, customerId }: PersonFacts,
): Promise<Contact> => {
  const gained = {
    ...(address === undefined ? {} : { $set: addressed(contact.shop, address) }),
    ...(customerId === undefined ? {} : { $addToSet: { customerIds: customerId } }),
  };
  const row = await rows.findOneAndUpdate(
    { _id: contact.id, mergedInto: { $exists: false }, redactedAt: { $exists: false } },
    gained,
    { returnDocument: 'after' },
  );
  return row === null ? contact : toContact(row);
};

/** What a flow has set for either of them holds for the one that is left; its own wins. */
const gainedProperties = (
  before: ContactRow | null,
  { properties = {} }: Contact,
): Record<string, JsonValue> =>
  Object.fromEntries(
    Object.entries(before?.properties ?? {})
      .filter(([name]) => !Object.hasOwn(properties, name))
      .map(([name, value]) => [`properties.${name}`, value]),
  );

const lettingGo = { address: 1, addressDigest: 1, customerIds: 1 } as const;

/** The loser lets go of its keys first, for they are unique; a crash in between is mended by the next resolve. */
const merge = async (
  rows: Rows,
  pair: { winner: Contact; loser: Contact },
  address?: string,
): Promise<Contact> => {
  const { winner, loser } = pair;
  const closed = { $set: { mergedInto: winner.id }, $unset: lettingGo } as const;
  const before = await rows.findOneAndUpdate({ _id: loser.id }, closed, { returnDocument: 'before' });
  await rows.updateMany({ mergedInto: loser.id }, { $set: { mergedInto: winner.id } });
  const kept = address ?? winner.address ?? loser.address;
  const row = await rows.findOneAndUpdate(
    { _id: winner.id },
    {
      $set: { ...addressed(winner.shop, kept), ...gainedProperties(before, winner) },
      $addToSet: {
        customerIds: { $each: [...loser.customerIds, ...winner.customerIds] },
        cap: { $each: before?.cap ?? [] },
      },
    },
    { returnDocument: 'after' },
  );
  return row === null ? winner : toContact(row);
};

const createMany = async (
  rows: Rows,
  shop: ShopId,
  queries: readonly PersonQuery[],
): Promise<readonly Contact[]> => {
  const made = queries.map(normalised).map(({ person, at }) => ({
    _id: newId(shop, person, 1),
    shop,
    ...words(person),
    ...addressed(shop, person.address),
    customerIds: person.customerId === undefined ? undefined : [person.customerId],
    createdAt: at,
  }));
  const failed = await insertEach((fresh: ContactRow[]) => rows.insertMany(fresh, { ordered: false }), made);
  return made.filter((_row, index) => !failed.has(index)).map(toContact);
};

interface Attempt {
  readonly shop: ShopId;
  readonly query: PersonQuery;
  readonly tries: number;
}

const carryOut = async (rows: Rows, step: Resolution, attempt: Attempt): Promise<ResolvedContact> => {
  const { shop, query, tries } = attempt;
  const { person } = query;
  switch (step.kind) {
    case 'found':
      return { contact: step.contact };
    case 'extend':
      return { contact: await extend(rows, step.contact, person) };
    case 'merge':
      return { contact: await merge(rows, step, person.address), merged: step.loser.id };
    case 'create': {
      const taken = (await findPair(rows, shop, { customerId: person.customerId }))[1] !== undefined;
      const customerIds = person.customerId === undefined || taken ? undefined : [person.customerId];
      const id = newId(shop, person, tries);
      const row = {
        _id: id,
        ...words(person),
        ...addressed(shop, person.address),
        customerIds,
        createdAt: query.at,
      };
      return { contact: await create(rows, shop, row) };
    }
  }
};

const followAliases = async (
  read: (filter: mongo.Filter<ContactRow>) => Promise<readonly ContactRow[]>,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Contact>> => {
  const found = await read({ _id: { $in: [...ids] }, shop });
  const aliases = found.flatMap((row) => row.mergedInto ?? []);
  const targets = aliases.length === 0 ? [] : await read({ _id: { $in: aliases }, shop });
  const byId = new Map([...found, ...targets].map((row) => [row._id, toContact(row)]));
  return new Map(
    found.flatMap((row) => {
      const contact = byId.get(row.mergedInto ?? row._id);
      return contact === undefined ? [] : [[row._id, contact] as const];
    }),
  );
};

const createResolve =
  (rows: Rows): ContactRepository['resolve'] =>
  async (shop, asked) => {
    const query = normalised(asked);
    if (query.person.address === undefined && query.person.customerId === undefined) return undefined;
    for (let tries = 1; tries <= 6; tries += 1) {
      const [byAddress, byCustomer] = await findPair(rows, shop, query.person);
      const step = resolutionOf(query, byAddress, byCustomer);
      try {
        return await carryOut(rows, step, { shop, query, tries });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new EncoreError('internal_error', { message: 'a contact could not be resolved in six tries' });
  };

export const createContactRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): ContactRepository => {
  const rows = contactRows(connection);
  const read = async (filter: mongo.Filter<ContactRow>): Promise<readonly Contact[]> =>
    (await rows.find(filter).toArray()).map(toContact);
  return {
    resolve: createResolve(rows),
    createMany: (shop, queries) => createMany(rows, shop, queries),
    findMany: (shop, ids) => followAliases((filter) => readAll(rows, filter), shop, ids),
    findByAddress: async (shop, address) => (await read({ shop, address: normaliseAddress(address) }))[0],
    findByCustomerId: async (shop, customerId) => (await read({ shop, customerIds: customerId }))[0],
    findByAddresses: (shop, addresses) => read({ shop, address: { $in: addresses.map(normaliseAddress) } }),
    findByCustomerIds: (shop, ids) => read({ shop, customerIds: { $in: [...ids] } }),
    describeMany: async (shop, told) => {
      const operations = told
        .filter(({ person }) => said(person))
        .map(({ id, person }) => ({
          updateOne: {
            filter: { _id: id, shop, redactedAt: { $exists: false } },
            update: { $set: words(person) },
          },
        }));
      if (operations.length > 0) await rows.bulkWrite(operations);
    },
    redact: async (shop, id, at) => {
      await rows.replaceOne({ _id: id, shop }, { shop, redactedAt: at, createdAt: at });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
