import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Contact } from './contact.ts';
import type { ContactRepository } from './contacts.repository.ts';
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

const isComplete = (contact: Contact, address: string | undefined, customerId: string | undefined): boolean =>
  (address === undefined || contact.address === address) &&
  (customerId === undefined || contact.customerIds.includes(customerId));

/** The few reads a batch needs: everybody whose contact is already complete is found with two queries. */
const lookUp = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<readonly Contact[]> => {
  const addresses = [...new Set(people.flatMap(({ person }) => person.address ?? []))];
  const customerIds = [...new Set(people.flatMap(({ person }) => person.customerId ?? []))];
  const [byAddress, byCustomer] = await Promise.all([
    addresses.length === 0 ? [] : contacts.findByAddresses(shop, addresses),
    customerIds.length === 0 ? [] : contacts.findByCustomerIds(shop, customerIds),
  ]);
  return [...byAddress, ...byCustomer];
};

const addressOf = ({ person }: FactPerson): string | undefined =>
  person.address === undefined ? undefined : normaliseAddress(person.address);

/** People of whom neither address nor customer id was ever heard, each once. */
const strangersAmong = (people: readonly FactPerson[], known: readonly Contact[]): readonly FactPerson[] => {
  const addresses = new Set(known.flatMap(({ address }) => address ?? []));
  const customerIds = new Set(known.flatMap((contact) => contact.customerIds));
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

/** Strangers are made together, so that the past of a shop costs few round trips. */
const lookUpOrMake = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<readonly Contact[]> => {
  const known = await lookUp(contacts, shop, people);
  const strangers = strangersAmong(people, known);
  if (strangers.length < 2) return known;
  await contacts.createMany(shop, strangers);
  return lookUp(contacts, shop, people);
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

/** Contacts of a whole batch; those that must be made, completed or merged go one by one. */
export const resolvePeople = async (
  contacts: ContactRepository,
  shop: ShopId,
  people: readonly FactPerson[],
): Promise<ResolvedPeople> => {
  const known = await lookUpOrMake(contacts, shop, people);
  const merges: Merge[] = [];
  const seen = new Map<string, Contact | undefined>();
  const resolved: (ContactId | undefined)[] = [];
  for (const one of people) {
    const address = addressOf(one);
    let contact =
      seen.get(keyOf(one)) ?? known.find((each) => isComplete(each, address, one.person.customerId));
    if (contact === undefined || (address === undefined && one.person.customerId === undefined)) {
      const answer = await contacts.resolve(shop, one);
      contact = answer?.contact;
      if (answer?.merged !== undefined) merges.push({ from: answer.merged, to: answer.contact.id });
    }
    seen.set(keyOf(one), contact);
    // Others only fill in what nobody has told yet: an old order must not bring an old name back.
    if (
      contact !== undefined &&
      saysMore(one, contact) &&
      (one.authoritative || contact.firstName === undefined)
    )
      await contacts.describe(shop, contact.id, one.person);
    resolved.push(contact?.id);
  }
  return { contacts: resolved, merges };
};
