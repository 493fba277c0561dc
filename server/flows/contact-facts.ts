import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { FactName, Facts } from '../engine/step.ts';
import type { Consent, Contact } from '../shop/contact.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { zoneOfContact } from './contact-zone.ts';
import { reachedEventTypes, reachedSince } from './predicate-reach.ts';
import type { ShopFacts } from './shop-facts.ts';

/**
 * No address and no phone: a program that branches on a person's country needs neither. What flows themselves set stands
 * under `properties`, so that it can never pass for what the platform told.
 */
const propertiesOf = (contact: Contact | undefined, consent: Consent | undefined): JsonObject => ({
  firstName: contact?.firstName ?? null,
  locale: contact?.locale ?? null,
  countryCode: contact?.countryCode ?? null,
  isCustomer: (contact?.customerIds.length ?? 0) > 0,
  consent: consent?.state ?? 'none',
  properties: contact?.properties ?? {},
});

interface Known {
  readonly contact: JsonObject;
  readonly contactZone?: string | undefined;
}

interface Asked {
  readonly shop: ShopId;
  readonly contacts: readonly ContactId[];
  readonly names: ReadonlySet<FactName>;
  readonly now: Date;
}

const loadProperties = async (
  facts: ShopFacts,
  { shop, contacts }: Asked,
): Promise<ReadonlyMap<ContactId, Known>> => {
  const [found, consents] = await Promise.all([
    facts.contacts.findMany(shop, contacts),
    facts.contacts.consentsOf(shop, contacts),
  ]);
  const knownOf = (contact: Contact | undefined, consent: Consent | undefined): Known => ({
    contact: propertiesOf(contact, consent),
    contactZone: zoneOfContact(contact),
  });
  return new Map(contacts.map((id) => [id, knownOf(found.get(id), consents.get(id))]));
};

const loadEvents = async (
  facts: ShopFacts,
  { shop, contacts, now }: Asked,
): Promise<ReadonlyMap<ContactId | undefined, readonly StoreEvent[]>> => {
  const what = { types: reachedEventTypes, since: reachedSince(now) };
  const found = await facts.events.ofContacts(shop, contacts, what);
  return Map.groupBy(found, ({ contact }) => contact);
};

/** Only what is named is read. A shop that is not there reckons in UTC. */
export const loadContactFacts = async (
  facts: ShopFacts,
  asked: Asked,
): Promise<ReadonlyMap<ContactId, Facts>> => {
  const { names, contacts } = asked;
  const [shop, properties, events] = await Promise.all([
    facts.shops.find(asked.shop),
    names.has('contact') ? loadProperties(facts, asked) : undefined,
    names.has('events') ? loadEvents(facts, asked) : undefined,
  ]);
  const zone = shop?.zone ?? 'UTC';
  return new Map(
    contacts.map((id) => [id, { zone, ...properties?.get(id), events: events && (events.get(id) ?? []) }]),
  );
};
