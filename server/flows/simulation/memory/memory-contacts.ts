import type { ContactId, ShopId } from '../../../lib/brand.ts';
import { digest } from '../../../lib/digest.ts';
import { asContactId } from '../../../lib/brand.ts';
import { contactIdOf } from '../../../shop/contact-id.ts';
import { resolutionOf } from '../../../shop/contact-resolution.ts';
import type { PersonQuery, Resolution } from '../../../shop/contact-resolution.ts';
import type { Contact } from '../../../shop/contact.ts';
import type { ContactRepository, ResolvedContact } from '../../../shop/contacts.repository.ts';
import type { PersonFacts } from '../../../shop/facts.ts';
import { normaliseAddress } from '../../../shop/person-digest.ts';

export interface MemoryContactsOptions {
  /** The id a new contact gets, where it is known from elsewhere. */
  readonly knownId?: ((person: PersonFacts) => ContactId | undefined) | undefined;
  readonly onMerge?: ((from: ContactId, to: ContactId) => void) | undefined;
}

interface Rows {
  readonly contacts: Map<ContactId, Contact>;
  readonly aliases: Map<ContactId, ContactId>;
  readonly byAddress: Map<string, ContactId>;
  readonly byCustomer: Map<string, ContactId>;
}

const words = ({ firstName, lastName, phone, locale, countryCode }: PersonFacts): Partial<Contact> =>
  Object.fromEntries(
    Object.entries({ firstName, lastName, phone, locale, countryCode }).filter(
      ([, value]) => value !== undefined,
    ),
  );

const normalised = (query: PersonQuery): PersonQuery => {
  const { address } = query.person;
  if (address === undefined) return query;
  return { ...query, person: { ...query.person, address: normaliseAddress(address) } };
};

const createShelf = () => {
  const rows: Rows = {
    contacts: new Map(),
    aliases: new Map(),
    byAddress: new Map(),
    byCustomer: new Map(),
  };
  const { contacts, byAddress, byCustomer } = rows;
  const drop = (contact: Contact): void => {
    if (contact.address !== undefined) byAddress.delete(contact.address);
    for (const id of contact.customerIds) byCustomer.delete(id);
  };
  const put = (contact: Contact): Contact => {
    const before = contacts.get(contact.id);
    if (before !== undefined) drop(before);
    contacts.set(contact.id, contact);
    if (contact.address !== undefined) byAddress.set(contact.address, contact.id);
    for (const id of contact.customerIds) byCustomer.set(id, contact.id);
    return contact;
  };
  const find = (id: ContactId | undefined): Contact | undefined =>
    id === undefined ? undefined : contacts.get(id);
  const ofAddress = (address: string | undefined): Contact | undefined =>
    address === undefined ? undefined : find(byAddress.get(address));
  const ofCustomer = (customerId: string | undefined): Contact | undefined =>
    customerId === undefined ? undefined : find(byCustomer.get(customerId));
  return { ...rows, drop, put, find, ofAddress, ofCustomer };
};

type Shelf = ReturnType<typeof createShelf>;

const createSteps = (shelf: Shelf, shop: ShopId, { knownId, onMerge }: MemoryContactsOptions) => {
  const isTaken = (id: ContactId): boolean => shelf.contacts.has(id) || shelf.aliases.has(id);

  const newId = (person: PersonFacts): ContactId => {
    const derived = contactIdOf(shop, person);
    const known = knownId?.(person);
    if (known !== undefined && !isTaken(known)) return known;
    // Taken by somebody who has another address now: drawn where people are served, the same every time here.
    let id = derived;
    while (isTaken(id)) id = asContactId(digest(id, 'again'));
    return id;
  };

  const create = ({ person, at }: PersonQuery): Contact => {
    const { address, customerId } = person;
    const isFree = customerId !== undefined && shelf.ofCustomer(customerId) === undefined;
    const customerIds = isFree ? [customerId] : [];
    return shelf.put({ ...words(person), id: newId(person), shop, address, customerIds, createdAt: at });
  };

  const extend = (contact: Contact, { address, customerId }: PersonFacts): Contact =>
    shelf.put({
      ...contact,
      address: address ?? contact.address,
      customerIds: [...new Set([...contact.customerIds, ...(customerId === undefined ? [] : [customerId])])],
    });

  const merge = ({ winner, loser }: { winner: Contact; loser: Contact }, address?: string): Contact => {
    shelf.drop(loser);
    shelf.contacts.delete(loser.id);
    for (const [alias, target] of shelf.aliases) if (target === loser.id) shelf.aliases.set(alias, winner.id);
    shelf.aliases.set(loser.id, winner.id);
    onMerge?.(loser.id, winner.id);
    const properties = { ...loser.properties, ...winner.properties };
    return shelf.put({
      ...winner,
      address: address ?? winner.address ?? loser.address,
      customerIds: [...new Set([...winner.customerIds, ...loser.customerIds])],
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
    });
  };

  const carryOut = (step: Resolution, query: PersonQuery): ResolvedContact => {
    switch (step.kind) {
      case 'found':
        return { contact: step.contact };
      case 'create':
        return { contact: create(query) };
      case 'extend':
        return { contact: extend(step.contact, query.person) };
      case 'merge':
        return { contact: merge(step, query.person.address), merged: step.loser.id };
    }
  };

  return { create, carryOut };
};

export interface MemoryContacts extends ContactRepository {
  /** Aliases left out. */
  everybody(): readonly Contact[];
  setProperties(id: ContactId, properties: Contact['properties']): void;
}

/** One shop's people, made one and kept apart by the very rules of the stored ones. */
export const createMemoryContacts = (shop: ShopId, options: MemoryContactsOptions = {}): MemoryContacts => {
  const shelf = createShelf();
  const { create, carryOut } = createSteps(shelf, shop, options);
  const follow = (id: ContactId): Contact | undefined => shelf.find(shelf.aliases.get(id) ?? id);
  const change = (id: ContactId, fields: Partial<Contact>): void => {
    const contact = shelf.find(id);
    if (contact !== undefined) shelf.put({ ...contact, ...fields });
  };
  const each = (found: readonly (Contact | undefined)[]): readonly Contact[] => [
    ...new Set(found.filter((contact) => contact !== undefined)),
  ];
  return {
    resolve: async (_shop, asked) => {
      const query = normalised(asked);
      const { address, customerId } = query.person;
      if (address === undefined && customerId === undefined) return undefined;
      const step = resolutionOf(query, shelf.ofAddress(address), shelf.ofCustomer(customerId));
      return carryOut(step, query);
    },
    createMany: async (_shop, queries) =>
      queries.map(normalised).flatMap((query) => {
        const { address, customerId } = query.person;
        const isKnown = shelf.ofAddress(address) !== undefined || shelf.ofCustomer(customerId) !== undefined;
        return isKnown ? [] : [create(query)];
      }),
    findMany: async (_shop, ids) =>
      new Map(
        ids.flatMap((id) => {
          const contact = follow(id);
          return contact === undefined ? [] : [[id, contact] as const];
        }),
      ),
    findByAddress: async (_shop, address) => shelf.ofAddress(normaliseAddress(address)),
    findByCustomerId: async (_shop, customerId) => shelf.ofCustomer(customerId),
    findByAddresses: async (_shop, addresses) =>
      each(addresses.map((address) => shelf.ofAddress(normaliseAddress(address)))),
    findByCustomerIds: async (_shop, ids) => each(ids.map(shelf.ofCustomer)),
    describeMany: async (_shop, told) => {
      for (const { id, person } of told) change(id, words(person));
    },
    everybody: () => [...shelf.contacts.values()],
    setProperties: (id, properties) => change(shelf.aliases.get(id) ?? id, { properties }),
    // Nobody is redacted in a journal.
    redact: async () => {},
    deleteAll: async () => {
      for (const rows of [shelf.contacts, shelf.aliases, shelf.byAddress, shelf.byCustomer]) rows.clear();
    },
  };
};
