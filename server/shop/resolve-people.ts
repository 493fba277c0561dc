import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Contact } from './contact.ts';
import { said } from './contact-gains.ts';
import { isFormer } from './contact-resolution.ts';
import type { ContactRepository, DescribedContact } from './contacts.repository.ts';
import type { FactPerson } from './fact-person.ts';
import { normaliseAddress } from './person-digest.ts';

export interface Merge {
  readonly from: ContactId;
  readonly to: ContactId;
}

export interface ResolvedPeople {
  /** In the order asked; undefined for a person without address and customer id. */
  readonly contacts: readonly (ContactId | undefined)[];
  readonly merges: readonly Merge[];
}

/** Everybody heard of in a batch, as far as they are known by now. */
interface KnownPeople {
  readonly byAddress: Map<string, Contact>;
  readonly byCustomer: Map<string, Contact>;
}

const knownPeople = (contacts: readonly Contact[]): KnownPeople => ({
  byAddress: new Map([
    ...contacts.flatMap((one) => (one.formerAddresses ?? []).map((address) => [address, one] as const)),
    ...contacts.flatMap((one) => (one.address === undefined ? [] : [[one.address, one] as const])),
  ]),
  byCustomer: new Map(contacts.flatMap((one) => one.customerIds.map((id) => [id, one] as const))),
});

const addressOf = ({ person }: FactPerson): string | undefined =>
  person.address === undefined ? undefined : normaliseAddress(person.address);

/** Whose contact holds all that was said to identify them. */
const completeContact = ({ byAddress, byCustomer }: KnownPeople, one: FactPerson): Contact | undefined => {
  const address = addressOf(one);
  const { customerId } = one.person;
  const contact = address === undefined ? byCustomer.get(customerId ?? '') : byAddress.get(address);
  // What the customer record says of an address of before is looked at more closely.
  if (one.authoritative && contact?.address !== address && address !== undefined) return undefined;
  return customerId === undefined || contact?.customerIds.includes(customerId) === true ? contact : undefined;
};

/** The few reads a batch needs: everybody whose contact is already complete is found with two queries. */
const lookUp = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<readonly Contact[]> => {
  const addresses = [...new Set(people.flatMap((one) => addressOf(one) ?? []))];
  const customerIds = [...new Set(people.flatMap(({ person }) => person.customerId ?? []))];
  const [byAddress, byCustomer] = await Promise.all([
    addresses.length === 0 ? [] : contacts.findByAddresses(shop, addresses),
    customerIds.length === 0 ? [] : contacts.findByCustomerIds(shop, customerIds),
  ]);
  return [...byAddress, ...byCustomer];
};

/** People of whom neither address nor customer id was ever heard, each once. */
const strangersAmong = (people: readonly FactPerson[], known: KnownPeople): readonly FactPerson[] => {
  const addresses = new Set(known.byAddress.keys());
  const customerIds = new Set(known.byCustomer.keys());
  return people.filter((one) => {
    const address = addressOf(one);
    const { customerId } = one.person;
    if (address === undefined && customerId === undefined) return false;
    if (addresses.has(address ?? '') || customerIds.has(customerId ?? '')) return false;
    if (address !== undefined) addresses.add(address);
    if (customerId !== undefined) customerIds.add(customerId);
    return true;
  });
};

/** Strangers are made together; read again only where somebody else was quicker. */
const lookUpOrMake = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<KnownPeople> => {
  const found = await lookUp(contacts, shop, people);
  const strangers = strangersAmong(people, knownPeople(found));
  if (strangers.length === 0) return knownPeople(found);
  const made = await contacts.createMany(shop, strangers);
  const all = made.length === strangers.length ? [...found, ...made] : await lookUp(contacts, shop, people);
  return knownPeople(all);
};

const keyOf = ({ person, authoritative }: FactPerson): string =>
  JSON.stringify([person.address?.toLowerCase(), person.customerId, authoritative]);

const saysMore = (
  { person: { firstName, lastName, phone, locale, countryCode } }: FactPerson,
  contact: Contact,
): boolean =>
  Object.entries({ firstName, lastName, phone, locale, countryCode }).some(
    ([field, value]) => value !== undefined && Reflect.get(contact, field) !== value,
  );

/** The customer record itself speaks, of a customer who still is one. */
const isRecord = ({ authoritative, person }: FactPerson, contact: Contact): boolean =>
  authoritative && !isFormer(contact, person.customerId);

/** Others only fill in what nobody has told yet: an old order must not bring an old name back. */
const isToBeTold = (one: FactPerson, contact: Contact): boolean => {
  if (!said(one.person)) return false;
  const { describedAt, firstName } = contact;
  if (!isRecord(one, contact))
    return saysMore(one, contact) && firstName === undefined && describedAt === undefined;
  return (
    describedAt === undefined || describedAt < one.at || (describedAt <= one.at && saysMore(one, contact))
  );
};

/** Contacts of a whole batch; those that must be completed or merged go one by one. */
export const resolvePeople = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<ResolvedPeople> => {
  const known = await lookUpOrMake(contacts, shop, people);
  const merges: Merge[] = [];
  const told: DescribedContact[] = [];
  const seen = new Map<string, Contact | undefined>();
  const resolved: (ContactId | undefined)[] = [];
  for (const one of people) {
    const key = keyOf(one);
    let contact = seen.get(key) ?? completeContact(known, one);
    if (contact === undefined) {
      const answer = await contacts.resolve(shop, one);
      contact = answer?.contact;
      if (answer?.merged !== undefined) merges.push({ from: answer.merged, to: answer.contact.id });
    }
    seen.set(key, contact);
    if (contact !== undefined && isToBeTold(one, contact)) {
      const at = isRecord(one, contact) ? one.at : undefined;
      told.push({ id: contact.id, person: one.person, at });
    }
    resolved.push(contact?.id);
  }
  await contacts.describeMany(shop, told);
  return { contacts: resolved, merges };
};
