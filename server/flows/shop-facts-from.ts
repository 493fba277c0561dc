import { asContactId } from '../lib/brand.ts';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { PurchaseLine } from '../recommendations/reorder-model.ts';
import type { OrderRepository } from '../shop/orders.repository.ts';
import { addressDigest } from '../shop/person-digest.ts';
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
    const digests = new Map<ContactId, string>(
      [...found].flatMap(([id, { address }]) =>
        address === undefined ? [] : [[asContactId(id), addressDigest(shop, address)] as const],
      ),
    );
    const stated = await consents.findMany(shop, [...new Set(digests.values())]);
    return new Map(
      [...digests].flatMap(([id, digest]) => {
        const consent = stated.get(digest);
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
