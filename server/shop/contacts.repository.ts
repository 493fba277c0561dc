import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { EncoreError } from '../lib/errors.ts';
import { atAddress, atAnyOf, newId, normalised } from './contact-lookup.ts';
import { addressed, gainedBesides, describing, gaining, mayDescribe, said, words } from './contact-gains.ts';
import { gainOf, gainOfCustomers, gainOfMerge } from './contact-identity.ts';
import type { Gain, MergedCustomers } from './contact-identity.ts';
import { extending, mergeOf, resolutionOf } from './contact-resolution.ts';
import type { PersonQuery, Resolution } from './contact-resolution.ts';
import type { Contact } from './contact.ts';
import { contactRows } from './contacts.model.ts';
import type { ContactRow } from './contacts.model.ts';
import type { PersonFacts } from './facts.ts';
import { insertEach } from '../lib/insert-new.ts';
import { normaliseAddress } from './person-digest.ts';
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
  /** When the customer record itself said so; absent for what checkouts and orders tell, which only fills in. */
  readonly at?: Date | undefined;
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
  /** The one contact both customers are from now on, whatever of them was known. */
  mergeCustomers(shop: ShopId, merged: MergedCustomers): Promise<ResolvedContact>;
  /** Names, phone, locale and country as the platform tells them; the newest customer record holds, absent fields stay. */
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

type Rows = mongo.Collection<ContactRow>;

const findPair = async (
  rows: Rows,
  shop: ShopId,
  person: PersonFacts,
): Promise<readonly (Contact | undefined)[]> => {
  const { address, customerId } = person;
  const $or = [
    ...(address === undefined
      ? []
      : [
          { shop, address },
          { shop, formerAddresses: address },
        ]),
    ...(customerId === undefined ? [] : [{ shop, customerIds: customerId }]),
  ];
  const found = $or.length === 0 ? [] : (await rows.find({ $or }).toArray()).map(toContact);
  return [
    address === undefined ? undefined : atAddress(found, address),
    customerId === undefined ? undefined : found.find((contact) => contact.customerIds.includes(customerId)),
  ];
};

const create = async (rows: Rows, shop: ShopId, row: Omit<ContactRow, 'shop'>): Promise<Contact> => {
  await rows.insertOne({ ...row, shop });
  return toContact({ ...row, shop });
};

interface Merging {
  readonly winner: Contact;
  readonly loser: Contact;
  readonly gain: Gain;
}

const extend = async (rows: Rows, contact: Contact, gain: Gain): Promise<Contact> => {
  const row = await rows.findOneAndUpdate(
    { _id: contact.id, mergedInto: { $exists: false }, redactedAt: { $exists: false } },
    [{ $set: gaining(contact.shop, gain) }],
    { returnDocument: 'after' },
  );
  return row === null ? contact : toContact(row);
};

/** The loser lets go of its keys first, for they are unique; a crash in between is mended by the next resolve. */
const merge = async (rows: Rows, { winner, loser, gain }: Merging): Promise<Contact> => {
  const { formerAddresses } = gain;
  if (formerAddresses.length > 0)
    await rows.updateOne(
      { _id: winner.id },
      { $addToSet: { formerAddresses: { $each: [...formerAddresses] } } },
    );
  const closed = { $set: { mergedInto: winner.id }, $unset: lettingGo } as const;
  const before = await rows.findOneAndUpdate({ _id: loser.id }, closed, { returnDocument: 'before' });
  await rows.updateMany({ mergedInto: loser.id }, { $set: { mergedInto: winner.id } });
  const row = await rows.findOneAndUpdate(
    { _id: winner.id },
    [{ $set: { ...gaining(winner.shop, gain), ...gainedBesides(before, winner) } }],
    { returnDocument: 'after' },
  );
  return row === null ? winner : toContact(row);
};

const lettingGo = { address: 1, addressDigest: 1, customerIds: 1, formerAddresses: 1 } as const;

const createMany = async (
  rows: Rows,
  shop: ShopId,
  queries: readonly PersonQuery[],
): Promise<readonly Contact[]> => {
  const made = queries.map(normalised).map((query) => {
    const { address, customerId } = query.person;
    return {
      _id: newId(shop, query.person, 1),
      shop,
      ...describing(query),
      ...addressed(shop, address),
      customerIds: customerId === undefined ? undefined : [customerId],
      createdAt: query.at,
    };
  });
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
      return {
        contact: await extend(rows, step.contact, gainOf(step.contact, extending(step, person))),
      };
    case 'merge': {
      const gain = gainOfMerge(step, person);
      return { contact: await merge(rows, { ...step, gain }), merged: step.loser.id };
    }
    case 'create': {
      const taken = (await findPair(rows, shop, { customerId: person.customerId }))[1] !== undefined;
      const customerIds = person.customerId === undefined || taken ? undefined : [person.customerId];
      const id = newId(shop, person, tries);
      const row = {
        _id: id,
        ...describing(query),
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

/** Six tries against whoever makes, completes or merges the same people meanwhile. */
const insist = async <Value>(attempt: (tries: number) => Promise<Value>): Promise<Value> => {
  for (let tries = 1; tries <= 6; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new EncoreError('internal_error', { message: 'a contact could not be resolved in six tries' });
};

const createResolve =
  (rows: Rows): ContactRepository['resolve'] =>
  async (shop, asked) => {
    const query = normalised(asked);
    if (query.person.address === undefined && query.person.customerId === undefined) return undefined;
    return insist(async (tries) => {
      const [byAddress, byCustomer] = await findPair(rows, shop, query.person);
      return carryOut(rows, resolutionOf(query, byAddress, byCustomer), { shop, query, tries });
    });
  };

const createMerged = (
  rows: Rows,
  { kept, gone, at }: MergedCustomers,
  { shop, tries }: Pick<Attempt, 'shop' | 'tries'>,
): Promise<Contact> => {
  const person = { customerId: kept };
  const ids = { customerIds: [kept, gone], formerCustomerIds: [gone] };
  return create(rows, shop, { _id: newId(shop, person, tries), ...ids, createdAt: at });
};

const createMergeCustomers =
  (rows: Rows): ContactRepository['mergeCustomers'] =>
  (shop, merged) =>
    insist(async (tries) => {
      const { kept, gone } = merged;
      const found = (await rows.find({ shop, customerIds: { $in: [kept, gone] } }).toArray()).map(toContact);
      const [ofKept, ofGone] = [kept, gone].map((id) => found.find((one) => one.customerIds.includes(id)));
      const contact = ofKept ?? ofGone;
      const other = ofGone ?? ofKept;
      if (contact === undefined || other === undefined)
        return { contact: await createMerged(rows, merged, { shop, tries }) };
      const gain = gainOfCustomers(contact, other, merged);
      if (contact.id === other.id) return { contact: await extend(rows, contact, gain) };
      const { winner, loser } = mergeOf(contact, other);
      return { contact: await merge(rows, { winner, loser, gain }), merged: loser.id };
    });

export const createContactRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): ContactRepository => {
  const rows = contactRows(connection);
  const read = async (filter: mongo.Filter<ContactRow>): Promise<readonly Contact[]> =>
    (await rows.find(filter).toArray()).map(toContact);
  return {
    resolve: createResolve(rows),
    mergeCustomers: createMergeCustomers(rows),
    createMany: (shop, queries) => createMany(rows, shop, queries),
    findMany: (shop, ids) => followAliases((filter) => readAll(rows, filter), shop, ids),
    findByAddress: async (shop, address) =>
      atAddress(await read(atAnyOf(shop, [address])), normaliseAddress(address)),
    findByCustomerId: async (shop, customerId) => (await read({ shop, customerIds: customerId }))[0],
    findByAddresses: (shop, addresses) => read(atAnyOf(shop, addresses)),
    findByCustomerIds: (shop, ids) => read({ shop, customerIds: { $in: [...ids] } }),
    describeMany: async (shop, told) => {
      const operations = told
        .filter(({ person }) => said(person))
        .map(({ id, person, at }) => ({
          updateOne: {
            filter: { _id: id, shop, redactedAt: { $exists: false }, ...mayDescribe(at) },
            update: { $set: { ...words(person), ...(at !== undefined && { describedAt: at }) } },
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
