import type { ContactId, ShopId } from '../../../lib/brand.ts';
import { digest } from '../../../lib/digest.ts';
import { asContactId } from '../../../lib/brand.ts';
import { contactIdOf } from '../../../shop/contact-id.ts';
import { gainOf, gainOfCustomers, gainOfMerge, unique } from '../../../shop/contact-identity.ts';
import type { Gain, MergedCustomers } from '../../../shop/contact-identity.ts';
import { extending, mergeOf, resolutionOf } from '../../../shop/contact-resolution.ts';
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

/** Of now and of before. */
const addressesOf = ({ address, formerAddresses = [] }: Contact): readonly string[] =>
  unique([address, ...formerAddresses]);

const describedBy = (told: Gain['described']): Partial<Contact> =>
  told === undefined ? {} : { ...words(told), describedAt: told.describedAt };

const gained = ({ addressIsFormer, ...contact }: Contact, gain: Gain): Contact => {
  const address = gain.address ?? contact.address;
  const isFormer = gain.address === undefined ? addressIsFormer : gain.addressIsFormer;
  const ids = unique([...(contact.formerCustomerIds ?? []), ...gain.formerCustomerIds]);
  const { formerAddresses: before = [], ...rest } = contact;
  const former = unique([...before, ...gain.formerAddresses]).filter((one) => one !== address);
  return {
    ...rest,
    address,
    customerIds: unique([...contact.customerIds, ...gain.customerIds]),
    ...(isFormer === true && { addressIsFormer: true }),
    ...describedBy(gain.described),
    ...(ids.length > 0 && { formerCustomerIds: ids }),
    ...(former.length > 0 && { formerAddresses: former }),
  };
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
    for (const address of addressesOf(contact)) byAddress.delete(address);
    for (const id of contact.customerIds) byCustomer.delete(id);
  };
  const put = (contact: Contact): Contact => {
    const before = contacts.get(contact.id);
    if (before !== undefined) drop(before);
    contacts.set(contact.id, contact);
    for (const address of addressesOf(contact)) byAddress.set(address, contact.id);
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

  const create = ({ person, at, authoritative }: PersonQuery): Contact => {
    const { address, customerId } = person;
    const isFree = customerId !== undefined && shelf.ofCustomer(customerId) === undefined;
    const customerIds = isFree ? [customerId] : [];
    const told = words(person);
    const described = authoritative && Object.keys(told).length > 0 ? { describedAt: at } : {};
    return shelf.put({ ...told, ...described, id: newId(person), shop, address, customerIds, createdAt: at });
  };

  const merge = ({ winner, loser }: { winner: Contact; loser: Contact }, gain: Gain): Contact => {
    shelf.drop(loser);
    shelf.contacts.delete(loser.id);
    for (const [alias, target] of shelf.aliases) if (target === loser.id) shelf.aliases.set(alias, winner.id);
    shelf.aliases.set(loser.id, winner.id);
    onMerge?.(loser.id, winner.id);
    const properties = { ...loser.properties, ...winner.properties };
    return shelf.put({
      ...gained(winner, gain),
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
        return {
          contact: shelf.put(gained(step.contact, gainOf(step.contact, extending(step, query.person)))),
        };
      case 'merge':
        return { contact: merge(step, gainOfMerge(step, query.person)), merged: step.loser.id };
    }
  };

  return { create, carryOut, merge };
};

const mergeCustomers = (
  shelf: Shelf,
  { create, merge }: Pick<ReturnType<typeof createSteps>, 'create' | 'merge'>,
  merged: MergedCustomers,
): ResolvedContact => {
  const { kept, gone, at } = merged;
  const contact = shelf.ofCustomer(kept) ?? shelf.ofCustomer(gone);
  const other = shelf.ofCustomer(gone) ?? shelf.ofCustomer(kept);
  if (contact === undefined || other === undefined) {
    const made = create({ person: { customerId: kept }, at, authoritative: true });
    return { contact: shelf.put({ ...made, customerIds: [kept, gone], formerCustomerIds: [gone] }) };
  }
  const gain = gainOfCustomers(contact, other, merged);
  if (contact.id === other.id) return { contact: shelf.put(gained(contact, gain)) };
  const { winner, loser } = mergeOf(contact, other);
  return { contact: merge({ winner, loser }, gain), merged: loser.id };
};

export interface MemoryContacts extends ContactRepository {
  /** Aliases left out. */
  everybody(): readonly Contact[];
  setProperties(id: ContactId, properties: Contact['properties']): void;
}

/** One shop's people, made one and kept apart by the very rules of the stored ones. */
export const createMemoryContacts = (shop: ShopId, options: MemoryContactsOptions = {}): MemoryContacts => {
  const shelf = createShelf();
  const steps = createSteps(shelf, shop, options);
  const { create, carryOut } = steps;
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
    mergeCustomers: async (_shop, merged) => mergeCustomers(shelf, steps, merged),
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
      for (const { id, person, at } of told) {
        const { describedAt, firstName } = shelf.find(id) ?? {};
        const isOpen = describedAt === undefined && firstName === undefined;
        const isNewest = at !== undefined && (describedAt === undefined || describedAt <= at);
        if (isOpen || isNewest)
          change(id, { ...words(person), ...(at !== undefined && { describedAt: at }) });
      }
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
