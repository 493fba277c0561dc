import type { ShopId } from '../lib/brand.ts';
import type { PurchaseLine } from '../recommendations/reorder-model.ts';
import { consentDigests, consentOf } from '../shop/consent-of.ts';
import type { OrderRepository } from '../shop/orders.repository.ts';
import type { ShopRepositories } from '../shop/shop-repositories.repository.ts';
import type { ContactFacts, ShopFacts } from './shop-facts.ts';

type Repositories = Pick<
  ShopRepositories,
  'shops' | 'contacts' | 'consents' | 'checkouts' | 'orders' | 'products' | 'events'
>;

const pageSize = 500;

const purchasesOf = async function* (
  orders: OrderRepository,
  shop: ShopId,
): AsyncGenerator<readonly PurchaseLine[]> {
  let after: string | undefined;
  do {
    const page = await orders.purchases(shop, { after, limit: pageSize });
    yield page.purchases.map(({ contact, orderId, placedAt, productId, quantity }) => ({
      customer: contact ?? orderId,
      order: orderId,
      productId,
      at: placedAt.getTime(),
      quantity,
    }));
    after = page.next;
  } while (after !== undefined);
};

const consentsOf =
  ({ contacts, consents }: Repositories): ContactFacts['consentsOf'] =>
  async (shop, ids) => {
    const found = await contacts.findMany(shop, ids);
    const digests = [...found.values()].flatMap((contact) => consentDigests(shop, contact));
    const stated = await consents.findMany(shop, [...new Set(digests)]);
    return new Map(
      [...found].flatMap(([id, contact]) => {
        const consent = consentOf(shop, contact, stated);
        return consent === undefined ? [] : [[id, consent] as const];
      }),
    );
  };

/** The shop line's repositories, as flows ask them. */
export const createShopFacts = (repositories: Repositories): ShopFacts => {
  const { shops, contacts, checkouts, orders, products, events } = repositories;
  return {
    shops: { find: async (shop) => (await shops.find(shop)) ?? null },
    contacts: {
      findMany: contacts.findMany,
      findByCustomerIds: contacts.findByCustomerIds,
      consentsOf: consentsOf(repositories),
    },
    checkouts,
    orders: {
      findMany: orders.findMany,
      findForSettlement: orders.findForSettlement,
      purchases: (shop) => purchasesOf(orders, shop),
      newest: orders.newest,
    },
    products,
    events,
  };
};
