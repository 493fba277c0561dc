import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { createCheckoutRepository } from './checkouts.repository.ts';
import { createConsentRepository } from './consents.repository.ts';
import { createContactRepository } from './contacts.repository.ts';
import { createOrderRepository } from './orders.repository.ts';
import { createPreferenceRepository } from './preferences.repository.ts';
import { createProductRepository } from './products.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import type { ShopRepositories } from './shop-repositories.repository.ts';
import { createShopRepository } from './shops.repository.ts';
import { createStoreEventRepository } from './store-events.repository.ts';
import { createSuppressionRepository } from './suppressions.repository.ts';

type ReadMany<Key, Value> = (shop: ShopId, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
type ReadList<Key, Value> = (shop: ShopId, keys: readonly Key[]) => Promise<readonly Value[]>;

/** Each key is read once, whoever asks for it and with which others. */
export const onceEach = <Key extends string, Value>(read: ReadMany<Key, Value>): ReadMany<Key, Value> => {
  const readings = new Map<string, Promise<ReadonlyMap<Key, Value>>>();
  return async (shop, keys) => {
    const wanted = [...new Set(keys)];
    const fresh = wanted.filter((key) => !readings.has(`${shop} ${key}`));
    if (fresh.length > 0) {
      const reading = read(shop, fresh);
      for (const key of fresh) readings.set(`${shop} ${key}`, reading);
    }
    const found = new Map<Key, Value>();
    for (const key of wanted) {
      const value = (await readings.get(`${shop} ${key}`))?.get(key);
      if (value !== undefined) found.set(key, value);
    }
    return found;
  };
};

const onceEachOf = <Key extends string, Value>(
  read: ReadList<Key, Value>,
  keyOf: (value: Value) => Key,
): ReadList<Key, Value> => {
  const once = onceEach(async (shop, keys: readonly Key[]) => {
    const found = await read(shop, keys);
    return new Map(found.map((value) => [keyOf(value), value]));
  });
  return async (shop, keys) => [...(await once(shop, keys)).values()];
};

/** The rows that decide about a mail. */
export type FreshLook = Pick<
  ShopRepositories,
  | 'shops'
  | 'contacts'
  | 'consents'
  | 'preferences'
  | 'suppressions'
  | 'checkouts'
  | 'orders'
  | 'products'
  | 'events'
>;

/**
 * One look at a shop's facts: whatever several parts ask for is read once, after the look began. Made anew for each look
 * and thrown away with it, never kept: the gate looks last.
 */
export const takeFreshLook = (connection: Connection, read: ReadRows): FreshLook => {
  const shops = createShopRepository(connection, read);
  const contacts = createContactRepository(connection, read);
  const consents = createConsentRepository(connection, read);
  const preferences = createPreferenceRepository(connection, read);
  const suppressions = createSuppressionRepository(connection, read);
  const checkouts = createCheckoutRepository(connection, read);
  const orders = createOrderRepository(connection, read);
  const products = createProductRepository(connection, read);
  const findShop = onceEach(async (shop: ShopId, keys: readonly 'shop'[]) => {
    const found = await shops.find(shop);
    return new Map(found === undefined ? [] : keys.map((key) => [key, found] as const));
  });
  return {
    shops: { ...shops, find: async (shop) => (await findShop(shop, ['shop'])).get('shop') },
    contacts: { ...contacts, findMany: onceEach(contacts.findMany) },
    consents: { ...consents, findMany: onceEach(consents.findMany) },
    preferences: { ...preferences, findMany: onceEach(preferences.findMany) },
    suppressions: { ...suppressions, findMany: onceEach(suppressions.findMany) },
    checkouts: { ...checkouts, findMany: onceEachOf(checkouts.findMany, ({ token }) => token) },
    orders: { ...orders, findMany: onceEachOf(orders.findMany, ({ id }) => id) },
    products: { ...products, findMany: onceEachOf(products.findMany, ({ id }) => id) },
    events: createStoreEventRepository(connection),
  };
};
