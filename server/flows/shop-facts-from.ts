import { asContactId } from '../lib/brand.ts';
import type { ContactId } from '../lib/brand.ts';
import type { Basket } from '../recommendations/companions.ts';
import type { Basket as StoredBasket, OrderRepository } from '../shop/orders.repository.ts';
import { addressDigest } from '../shop/person-digest.ts';
import type { ShopRepositories } from '../shop/shop-repositories.repository.ts';
import type { ContactFacts, OrderFacts, ShopFacts } from './shop-facts.ts';

type Repositories = Pick<
  ShopRepositories,
  'shops' | 'contacts' | 'consents' | 'checkouts' | 'orders' | 'products' | 'events'
>;

const pageSize = 500;

/** Pages come by id; what is new to whom needs them by time, so their few words are held. */
const basketsOf = async function* (
  orders: OrderRepository,
  ...[shop, since]: Parameters<OrderFacts['recentBaskets']>
): AsyncGenerator<Basket> {
  const all: StoredBasket[] = [];
  let after: string | undefined;
  do {
    const page = await orders.recentBaskets(shop, since, { after, limit: pageSize });
    all.push(...page.baskets);
    after = page.next;
  } while (after !== undefined);
  const byTime = all.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime());
  for (const { contact, orderId, productIds } of byTime) yield { customer: contact ?? orderId, productIds };
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
      recentBaskets: (shop, since) => basketsOf(orders, shop, since),
    },
    products,
    events,
  };
};
