import { consentDigests, consentOf } from '../shop/consent-of.ts';
import type { Contact } from '../shop/contact.ts';
import type { ConsentRepository } from '../shop/consents.repository.ts';
import type { ContactRepository } from '../shop/contacts.repository.ts';
import { looksBeyondSubscribers } from './consent/consent-rule.ts';
import { addressDigest } from '../shop/person-digest.ts';
import type { OrderRepository } from '../shop/orders.repository.ts';
import type { PreferenceRepository } from '../shop/preferences.repository.ts';
import type { ShopRepository } from '../shop/shops.repository.ts';
import type { SuppressionRepository } from '../shop/suppressions.repository.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { GateFactsPort, Recipient } from './gate/gate-facts-port.ts';

export interface GateFactsDeps {
  readonly shops: Pick<ShopRepository, 'find'>;
  readonly contacts: Pick<ContactRepository, 'findMany'>;
  readonly consents: Pick<ConsentRepository, 'findMany'>;
  readonly orders: Pick<OrderRepository, 'findByContacts'>;
  readonly preferences: Pick<PreferenceRepository, 'findMany'>;
  readonly suppressions: Pick<SuppressionRepository, 'findMany'>;
}

const digestOf = (shop: ShopId, contact: Contact): string =>
  contact.address === undefined ? '' : addressDigest(shop, contact.address);

/** When each last bought something and kept it; nobody is looked up where it makes no difference. */
const lastOrders = async (
  deps: GateFactsDeps,
  shop: ShopId,
  contacts: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Date>> => {
  const last = new Map<ContactId, Date>();
  const found = await deps.shops.find(shop);
  if (contacts.length === 0 || !looksBeyondSubscribers(found?.consentPolicy)) return last;
  for (const { contact, placedAt, test, cancelledAt } of await deps.orders.findByContacts(shop, contacts)) {
    if (contact === undefined || test || cancelledAt !== undefined) continue;
    const before = last.get(contact);
    if (before === undefined || before < placedAt) last.set(contact, placedAt);
  }
  return last;
};

/** Four reads for a whole group. Aliases are followed: a merged contact answers under the id that was asked for. */
const recipientsOf = async (
  deps: GateFactsDeps,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Recipient>> => {
  const contacts = await deps.contacts.findMany(shop, ids);
  const digests = [...new Set([...contacts.values()].map((each) => digestOf(shop, each)))].filter(Boolean);
  const stated = [...contacts.values()].flatMap((each) => consentDigests(shop, each));
  const [consents, preferences, suppressions] = await Promise.all([
    deps.consents.findMany(shop, [...new Set(stated)]),
    deps.preferences.findMany(shop, digests),
    deps.suppressions.findMany(shop, digests),
  ]);
  const silent = [...contacts.values()].filter((each) => consentOf(shop, each, consents) === undefined);
  const orders = await lastOrders(
    deps,
    shop,
    silent.map(({ id }) => id),
  );
  return new Map(
    [...contacts].map(([id, contact]) => {
      const digest = digestOf(shop, contact);
      const recipient: Recipient = {
        contact: id,
        address: contact.address,
        firstName: contact.firstName,
        lastName: contact.lastName,
        locale: contact.locale,
        countryCode: contact.countryCode,
        lastOrderAt: orders.get(contact.id),
        redacted: contact.redactedAt !== undefined,
        consent: consentOf(shop, contact, consents)?.state ?? 'none',
        choices: preferences.get(digest),
        suppressed: suppressions.get(digest)?.reason,
      };
      return [id, recipient];
    }),
  );
};

export const createGateFacts = (deps: GateFactsDeps): GateFactsPort => ({
  shops: async (ids) => {
    const found = await Promise.all(ids.map((id) => deps.shops.find(id)));
    return new Map(found.flatMap((shop) => (shop === undefined ? [] : [[shop.id, shop] as const])));
  },
  recipients: (shop, contacts) => recipientsOf(deps, shop, contacts),
});
