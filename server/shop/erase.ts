import type { ShopId } from '../lib/brand.ts';
import type { Contact } from './contact.ts';
import { redactedEvent } from './events-of-fact.ts';
import type { FactOf, PersonFacts } from './facts.ts';
import { addressDigest, normaliseAddress, personDigests } from './person-digest.ts';
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

/**
 * Leaves a digest and the merchant's suppressions. A contact who came back after the redaction is somebody new: only what
 * is older goes.
 */
export const redactPerson = async (
  repositories: ShopRepositories,
  shop: ShopId,
  fact: FactOf<'redact-person'>,
): Promise<readonly StoreEvent[]> => {
  const { person, at, orderIds } = fact;
  await repositories.redactions.add(shop, person, at);
  const contacts = (await contactsOf(repositories, shop, person)).filter(({ createdAt }) => createdAt <= at);
  const address = person.address === undefined ? undefined : normaliseAddress(person.address);
  const erased = { contacts: contacts.map(({ id }) => id), address, customerId: person.customerId, orderIds };
  await repositories.orders.erase(shop, erased);
  await repositories.checkouts.erase(shop, erased);
  const addresses = [
    ...contacts.flatMap((contact) => contact.address ?? []),
    ...(address === undefined ? [] : [address]),
  ];
  const digests = addresses.map((one) => addressDigest(shop, one));
  await repositories.journal.erase(shop, [...new Set([...personDigests(shop, person), ...digests])]);
  for (const one of digests) {
    await repositories.consents.erase(shop, one);
    await repositories.preferences.erase(shop, one);
  }
  for (const { id } of contacts) await repositories.contacts.redact(shop, id, at);
  return contacts.map(({ id }) => redactedEvent(shop, id, at));
};

/** 48 hours after the shop has gone: nothing of it stays here. */
export const eraseShop = async (repositories: ShopRepositories, shop: ShopId): Promise<void> => {
  const { checkouts, orders, products, contacts, consents, preferences, suppressions, events, journal } =
    repositories;
  const { tokens, shops } = repositories;
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
  ])
    await deleteAll(shop);
  await tokens.delete(shop);
  await shops.delete(shop);
};
