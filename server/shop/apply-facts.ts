import type { ShopId } from '../lib/brand.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { HeardFact } from './events-of-fact.ts';
import type { PersonFacts } from './facts.ts';
import { normalisePhone } from './phone.ts';
import { addressDigest, normaliseAddress, personDigests } from './person-digest.ts';
import type { CheckoutVersion } from './checkouts.repository.ts';
import type { StatedConsent } from './consents.repository.ts';
import type { OrderVersion } from './orders.repository.ts';
import type { StatedPreferences } from './preferences.repository.ts';
import type { ProductVersion } from './products.repository.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';

interface Batch {
  readonly checkouts: CheckoutVersion[];
  readonly orders: OrderVersion[];
  readonly products: ProductVersion[];
  readonly consents: StatedConsent[];
  readonly preferences: StatedPreferences[];
  /** What comes rarely is written one by one. */
  readonly others: (() => Promise<void>)[];
}

const addressOf = (address: string | undefined): string | undefined =>
  address === undefined ? undefined : normaliseAddress(address);

const reachedBy = ({ address, phone }: Pick<PersonFacts, 'address' | 'phone'>) => ({
  address: addressOf(address),
  phone: phone === undefined ? undefined : normalisePhone(phone),
});

const addConsent = (batch: Batch, { shop, fact }: HeardFact): void => {
  if (fact.kind !== 'consent') return;
  const { person, ...stated } = fact.consent;
  if (person.address !== undefined)
    batch.consents.push({ ...stated, addressDigest: addressDigest(shop, person.address) });
};

const addPreferences = (batch: Batch, { shop, fact }: HeardFact): void => {
  if (fact.kind !== 'preferences') return;
  const { person, ...stated } = fact.preferences;
  if (person.address !== undefined)
    batch.preferences.push({ ...stated, addressDigest: addressDigest(shop, person.address) });
};

const uninstall = async ({ shops, tokens }: ShopRepositories, shop: ShopId, at: Date): Promise<void> => {
  await shops.markUninstalled(shop, at);
  if (!(await shops.isInstalled(shop))) await tokens.delete(shop);
};

const addOther = (batch: Batch, repositories: ShopRepositories, { shop, fact }: HeardFact): void => {
  const { checkouts, orders, products, shops, dataRequests } = repositories;
  switch (fact.kind) {
    case 'checkout-deleted':
      batch.others.push(() => checkouts.markDeleted(shop, fact.token, fact.at));
      return;
    case 'refund':
      batch.others.push(() => orders.addRefund(shop, fact.orderId, fact.productIds));
      return;
    case 'product-deleted':
      batch.others.push(() => products.markDeleted(shop, fact.id, fact.at));
      return;
    case 'stock':
      batch.others.push(() => products.tellStock(shop, fact.stock));
      return;
    case 'scopes':
      batch.others.push(() => shops.applyScopes(shop, fact.scopes, fact.at));
      return;
    case 'data-request':
      batch.others.push(() =>
        dataRequests.add(shop, {
          requestId: fact.requestId,
          at: fact.at,
          source: fact.source,
          persons: personDigests(shop, fact.person),
        }),
      );
      return;
    case 'shop-details':
      batch.others.push(() => shops.applyDetails(shop, fact.details, fact.at));
      return;
    case 'subscription':
      batch.others.push(() => shops.applySubscriptions(shop, { told: [fact.subscription] }));
      return;
    case 'settings':
      // Written already where a merchant changed them; a journal is where it is told once more.
      batch.others.push(async () => void (await shops.changeSettings(shop, 0, fact.settings)));
      return;
    case 'uninstalled':
      batch.others.push(() => uninstall(repositories, shop, fact.at));
      return;
    case 'checkout':
    case 'order':
    case 'product':
    case 'consent':
    case 'preferences':
    case 'cart':
    case 'visit':
    case 'customer':
    case 'flow-request':
    case 'customers-merged':
    case 'mark':
    case 'redact-person':
    case 'shop-redacted':
      return;
    default:
      assertNever(fact);
  }
};

const add = (batch: Batch, heard: HeardFact): void => {
  const { fact, contact } = heard;
  if (fact.kind === 'checkout') {
    const { checkout, stamp } = fact;
    batch.checkouts.push({ checkout: { ...checkout, contact, ...reachedBy(checkout) }, stamp });
  }
  if (fact.kind === 'order') {
    const { order, stamp } = fact;
    batch.orders.push({ order: { ...order, contact, ...reachedBy(order) }, stamp });
  }
  if (fact.kind === 'product') batch.products.push(fact);
  addConsent(batch, heard);
  addPreferences(batch, heard);
};

/** A1 of the protocol: one bulk write a collection. */
export const applyFacts = async (
  repositories: ShopRepositories,
  shop: ShopId,
  heard: readonly HeardFact[],
): Promise<void> => {
  const batch: Batch = { checkouts: [], orders: [], products: [], consents: [], preferences: [], others: [] };
  for (const one of heard) {
    add(batch, one);
    addOther(batch, repositories, one);
  }
  await Promise.all([
    repositories.checkouts.applyMany(shop, batch.checkouts),
    repositories.orders.applyMany(shop, batch.orders),
    repositories.products.applyMany(shop, batch.products),
    repositories.consents.stateMany(shop, batch.consents),
    repositories.preferences.stateMany(shop, batch.preferences),
  ]);
  for (const write of batch.others) await write();
};
