import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Contact } from './contact.ts';
import { redactedEvent } from './events-of-fact.ts';
import type { FactOf, PersonFacts } from './facts.ts';
import { addressDigest, customerDigest, normaliseAddress, personDigests } from './person-digest.ts';
import type { ErasedPerson } from './personal-fields.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';
import type { StoreEvent } from './store-event.ts';

const contactsOf = async (
  { contacts }: ShopRepositories,
  shop: ShopId,
  { address, customerId }: PersonFacts,
): Promise<readonly Contact[]> => {
  const found = [
    address === undefined ? undefined : await contacts.findByAddress(shop, address),
    customerId === undefined ? undefined : await contacts.findByCustomerId(shop, customerId),
  ];
  const known = found.filter((contact) => contact !== undefined);
  return [...new Map(known.map((contact) => [contact.id, contact])).values()];
};

const unique = <Value>(values: readonly (Value | undefined)[]): readonly Value[] => [
  ...new Set(values.flatMap((value) => value ?? [])),
];

/** Everything they go by. The rows that tell are emptied later, so what an earlier, cut short try knew counts as well. */
export const traceContacts = async (
  repositories: ShopRepositories,
  shop: ShopId,
  { person, contacts: own }: { readonly person: PersonFacts; readonly contacts: readonly Contact[] },
): Promise<Omit<ErasedPerson, 'orderIds' | 'at'>> => {
  const before = await repositories.redactions.knownOf(shop, personDigests(shop, person));
  const direct = unique<ContactId>([...own.map(({ id }) => id), ...before.contacts]);
  const contacts = await repositories.traces.withAliases(shop, direct);
  const traces = await repositories.traces.ofContacts(shop, contacts);
  const named = person.address === undefined ? undefined : normaliseAddress(person.address);
  const addresses = unique([named, ...own.map(({ address }) => address), ...traces.addresses]);
  const customerIds = unique([
    person.customerId,
    ...own.flatMap((one) => one.customerIds),
    ...traces.customerIds,
  ]);
  const digests = unique([
    ...addresses.map((one) => addressDigest(shop, one)),
    ...customerIds.map((one) => customerDigest(shop, one)),
    ...before.digests,
  ]);
  const phones = unique([person.phone, ...own.map(({ phone }) => phone), ...traces.phones]);
  return { contacts, addresses, customerIds, phones, digests };
};

export interface RedactedPerson {
  readonly events: readonly StoreEvent[];
  readonly person: ErasedPerson;
}

/**
 * Leaves digests, empty contacts and the merchant's suppressions. A contact who came back after the redaction is somebody
 * new: only what is older goes. Cut short, it is done again from the start.
 */
export const redactPerson = async (
  repositories: ShopRepositories,
  shop: ShopId,
  fact: FactOf<'redact-person'>,
): Promise<RedactedPerson> => {
  const { at, orderIds } = fact;
  const known = await contactsOf(repositories, shop, fact.person);
  const contacts = known.filter(({ createdAt }) => createdAt <= at);
  const traced = await traceContacts(repositories, shop, { person: fact.person, contacts });
  const person = { ...traced, orderIds, at };
  // First of all: whoever writes of this person from now on finds it, before or after having written.
  await repositories.redactions.add(shop, person);
  await repositories.orders.erase(shop, person);
  await repositories.checkouts.erase(shop, person);
  await repositories.journal.erase(shop, person.digests);
  for (const one of person.digests) {
    await repositories.consents.erase(shop, one, at);
    await repositories.preferences.erase(shop, one);
  }
  await repositories.visitors.forget(shop, person.contacts);
  await repositories.events.forgetVisits(shop, person.contacts);
  for (const id of person.contacts) await repositories.contacts.redact(shop, id, at);
  return { events: person.contacts.map((id) => redactedEvent(shop, id, at)), person };
};

/** 48 hours after the shop has gone: nothing of it stays here. */
export const eraseShop = async (repositories: ShopRepositories, shop: ShopId): Promise<void> => {
  const { checkouts, orders, products, contacts, consents, preferences, suppressions, events, journal } =
    repositories;
  const { visitors, tokens, shops } = repositories;
  for (const { deleteAll } of [
    checkouts,
    orders,
    products,
    contacts,
    consents,
    preferences,
    suppressions,
    events,
    journal,
    repositories.redactions,
    repositories.dataRequests,
    visitors,
  ])
    await deleteAll(shop);
  await tokens.delete(shop);
  await shops.delete(shop);
};
