import type { ContactId, ShopId } from '../lib/brand.ts';
import { coalesce } from '../lib/coalesce.ts';
import type { Order } from '../shop/catalog.ts';
import { phoneDigits } from '../shop/phone.ts';
import type { ShopRepositories } from '../shop/shop-repositories.repository.ts';
import type { SettlementQuery, ShopFacts } from './shop-facts.ts';

const unique = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

type ReadMap<Key, Value> = (shop: ShopId, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
type ReadList<Key, Value> = (shop: ShopId, keys: readonly Key[]) => Promise<readonly Value[]>;

export const coalesceMap = <Key, Value>(read: ReadMap<Key, Value>): ReadMap<Key, Value> =>
  coalesce(async (shop: ShopId, asked: readonly (readonly Key[])[]) => {
    const found = await read(shop, unique(asked.flat()));
    return (keys) =>
      new Map(
        keys.flatMap((key) => {
          const value = found.get(key);
          return value === undefined ? [] : [[key, value] as const];
        }),
      );
  });

/** `keyOf` is the field that was asked by. */
const coalesceList = <Key, Value>(
  read: ReadList<Key, Value>,
  keyOf: (value: Value) => Key | undefined,
): ReadList<Key, Value> =>
  coalesce(async (shop: ShopId, asked: readonly (readonly Key[])[]) => {
    const found = Map.groupBy(await read(shop, unique(asked.flat())), keyOf);
    return (keys) => unique(keys).flatMap((key) => found.get(key) ?? []);
  });

const namesOf = ({
  contacts,
  customerIds,
  addresses,
  phones,
  checkoutTokens,
  cartTokens,
}: SettlementQuery): readonly string[] => [
  ...contacts.map((one) => `contact ${one}`),
  ...customerIds.map((one) => `customer ${one}`),
  ...addresses.map((one) => `address ${one}`),
  ...phones.map((one) => `phone ${phoneDigits(one) ?? one}`),
  ...checkoutTokens.map((one) => `checkout ${one}`),
  ...cartTokens.map((one) => `cart ${one}`),
];

const present = <Value>(value: Value | undefined): readonly Value[] => (value === undefined ? [] : [value]);

const namesOfOrder = (order: Order): readonly string[] =>
  namesOf({
    contacts: present(order.contact),
    customerIds: present(order.customerId),
    addresses: present(order.address),
    phones: present(order.phone),
    checkoutTokens: present(order.checkoutToken),
    cartTokens: present(order.cartToken),
  });

const union = (queries: readonly SettlementQuery[]): SettlementQuery => ({
  contacts: unique(queries.flatMap(({ contacts }) => contacts)),
  customerIds: unique(queries.flatMap(({ customerIds }) => customerIds)),
  addresses: unique(queries.flatMap(({ addresses }) => addresses)),
  phones: unique(queries.flatMap(({ phones }) => phones)),
  checkoutTokens: unique(queries.flatMap(({ checkoutTokens }) => checkoutTokens)),
  cartTokens: unique(queries.flatMap(({ cartTokens }) => cartTokens)),
});

const coalesceSettlement = (
  read: ShopFacts['orders']['findForSettlement'],
): ShopFacts['orders']['findForSettlement'] =>
  coalesce(async (shop: ShopId, queries: readonly SettlementQuery[]) => {
    const byName = new Map<string, Order[]>();
    for (const order of await read(shop, union(queries)))
      for (const name of namesOfOrder(order)) byName.set(name, [...(byName.get(name) ?? []), order]);
    return (query) => unique(namesOf(query).flatMap((name) => byName.get(name) ?? []));
  });

type OfContacts = ShopFacts['events']['ofContacts'];
interface AskedEvents {
  readonly contacts: readonly ContactId[];
  readonly what: Parameters<OfContacts>[2];
}

const coalesceEvents = (read: OfContacts): OfContacts => {
  const together = coalesce(async (shop: ShopId, asked: readonly AskedEvents[]) => {
    const types = unique(asked.flatMap(({ what }) => what.types));
    const since = new Date(Math.min(...asked.map(({ what }) => what.since.getTime())));
    const found = await read(shop, unique(asked.flatMap(({ contacts }) => contacts)), { types, since });
    return ({ contacts, what }: AskedEvents) =>
      found.filter(
        ({ contact, type, at }) =>
          contact !== undefined &&
          contacts.includes(contact) &&
          what.types.includes(type) &&
          at.getTime() >= what.since.getTime(),
      );
  });
  return (shop, contacts, what) => together(shop, { contacts, what });
};

type People = Pick<ShopRepositories, 'contacts' | 'consents'>;

/** One below the facts: a person's consent is read by way of their contact, which is asked for at the same moment. */
export const coalescePeople = <Repositories extends People>(repositories: Repositories) => {
  const { contacts, consents } = repositories;
  return {
    ...repositories,
    contacts: { ...contacts, findMany: coalesceMap(contacts.findMany) },
    consents: { ...consents, findMany: coalesceMap(consents.findMany) },
  };
};

/**
 * The same facts for many who ask at once: matches are judged one by one and side by side, and what they ask the database
 * for at the same moment is one question for all of them.
 */
export const coalesceFacts = (facts: ShopFacts): ShopFacts => {
  const { shops, checkouts, orders, products, events } = facts;
  const findShop = coalesce(async (shop: ShopId, _asked: readonly undefined[]) => {
    const found = await shops.find(shop);
    return () => found;
  });
  return {
    ...facts,
    shops: { ...shops, find: (shop) => findShop(shop, undefined) },
    checkouts: {
      ...checkouts,
      findMany: coalesceList(checkouts.findMany, ({ token }) => token),
      findByContacts: coalesceList(checkouts.findByContacts, ({ contact }) => contact),
    },
    orders: {
      ...orders,
      findMany: coalesceList(orders.findMany, ({ id }) => id),
      findForSettlement: coalesceSettlement(orders.findForSettlement),
    },
    products: {
      ...products,
      findMany: coalesceList(products.findMany, ({ id }) => id),
      idsByTypes: coalesceMap(products.idsByTypes),
    },
    events: { ...events, ofContacts: coalesceEvents(events.ofContacts) },
  };
};
