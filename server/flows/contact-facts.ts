import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { FactName, Facts } from '../engine/step.ts';
import type { Consent, Contact } from '../shop/contact.ts';
import type { StoreEvent, StoreEventType } from '../shop/store-event.ts';
import type { ShopFacts } from './shop-facts.ts';

/** What predicates may ask about; whatever is older than this no program looks at. */
const eventTypes: readonly StoreEventType[] = [
  'checkout.updated',
  'cart.updated',
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
  'product.viewed',
  'consent.changed',
];
const eventsKeptMs = 400 * 86_400_000;

/** No address and no phone: a program that branches on a person's country needs neither. */
const propertiesOf = (contact: Contact | undefined, consent: Consent | undefined): JsonObject => ({
  firstName: contact?.firstName ?? null,
  locale: contact?.locale ?? null,
  countryCode: contact?.countryCode ?? null,
  isCustomer: (contact?.customerIds.length ?? 0) > 0,
  consent: consent?.state ?? 'none',
});

interface Asked {
  readonly shop: ShopId;
  readonly contacts: readonly ContactId[];
  readonly names: ReadonlySet<FactName>;
  readonly now: Date;
}

const loadProperties = async (
  facts: ShopFacts,
  { shop, contacts }: Asked,
): Promise<ReadonlyMap<ContactId, JsonObject>> => {
  const [found, consents] = await Promise.all([
    facts.contacts.findMany(shop, contacts),
    facts.contacts.consentsOf(shop, contacts),
  ]);
  return new Map(contacts.map((id) => [id, propertiesOf(found.get(id), consents.get(id))]));
};

const loadEvents = async (
  facts: ShopFacts,
  { shop, contacts, now }: Asked,
): Promise<ReadonlyMap<ContactId | undefined, readonly StoreEvent[]>> => {
  const since = new Date(now.getTime() - eventsKeptMs);
  const found = await facts.events.ofContacts(shop, contacts, { types: eventTypes, since });
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
    contacts.map((id) => [
      id,
      { zone, contact: properties?.get(id), events: events && (events.get(id) ?? []) },
    ]),
  );
};
