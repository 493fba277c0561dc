import type { ShopId } from '../../../lib/brand.ts';
import type { Suppression } from '../../../shop/contact.ts';
import type { Shop } from '../../../shop/shop.ts';
import type { ShopRepositories } from '../../../shop/shop-repositories.repository.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import type { SuppressionRepository } from '../../../shop/suppressions.repository.ts';
import { createMemoryCheckouts } from './memory-checkouts.ts';
import { createMemoryConsents } from './memory-consents.ts';
import { createMemoryContacts } from './memory-contacts.ts';
import type { MemoryContacts, MemoryContactsOptions } from './memory-contacts.ts';
import { createMemoryOrders } from './memory-orders.ts';
import { createMemoryPreferences } from './memory-preferences.ts';
import { createMemoryProducts } from './memory-products.ts';
import { createMemoryStoreEvents } from './memory-store-events.ts';
import { createMemoryVisitors } from './memory-visitors.ts';

const createMemoryShopRow = (initial: Shop): ShopRepository => {
  let row: Shop | undefined = initial;
  let detailsAt = initial.installedAt;
  const change = (fields: Partial<Shop>): void => {
    if (row !== undefined) row = { ...row, ...fields };
  };
  return {
    find: async () => row,
    isInstalled: async () => row?.status === 'installed',
    install: async (_shop, { platform, settings, at }) => {
      row = { ...settings, ...row, platform, status: 'installed', installedAt: at, id: initial.id };
      return row;
    },
    changeSettings: async (_shop, _rev, { sender, ...settings }) => {
      if (row !== undefined) change({ ...settings, sender: { ...row.sender, ...sender } });
      return true;
    },
    updateSettings: async (_shop, settings) => change(settings),
    applyDetails: async (_shop, details, at) => {
      if (at <= detailsAt) return;
      detailsAt = at;
      change(Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)));
    },
    applyScopes: async (_shop, granted, at) => {
      if (row?.scopes === undefined || row.scopes.at < at) change({ scopes: { granted, at } });
    },
    markUninstalled: async (_shop, at) => {
      if (row !== undefined && row.installedAt <= at) change({ status: 'uninstalled' });
    },
    saveBackfill: async (_shop, backfill) => change({ backfill }),
    tellBulkFinished: async () => {},
    applySubscriptions: async () => {},
    delete: async () => {
      row = undefined;
    },
  };
};

const createMemorySuppressions = (shop: ShopId): SuppressionRepository => {
  const rows = new Map<string, Suppression>();
  return {
    add: async (_shop, suppression) => {
      const { addressDigest } = suppression;
      if (!rows.has(addressDigest)) rows.set(addressDigest, { ...suppression, shop });
    },
    findMany: async (_shop, digests) => {
      const wanted = new Set(digests);
      return new Map([...rows].filter(([digest]) => wanted.has(digest)));
    },
    lift: async (_shop, digest) => void rows.delete(digest),
    deleteAll: async () => rows.clear(),
  };
};

/** What a replay never asks for and never keeps: tokens, requests, another journal. */
const withoutUse: Pick<ShopRepositories, 'tokens' | 'redactions' | 'dataRequests' | 'journal' | 'traces'> = {
  tokens: {
    find: async () => undefined,
    save: async () => {},
    expireAccess: async () => {},
    expirePair: async () => {},
    replace: async () => false,
    delete: async () => {},
    lease: async () => false,
    release: async () => {},
  },
  redactions: {
    add: async () => {},
    findMany: async () => new Map(),
    knownOf: async () => ({ contacts: [], digests: [] }),
    deleteAll: async () => {},
  },
  traces: {
    withAliases: async (_shop, contacts) => contacts,
    ofContacts: async () => ({ addresses: [], customerIds: [], phones: [] }),
  },
  dataRequests: {
    add: async () => {},
    list: async () => [],
    answered: async () => {},
    deleteAll: async () => {},
  },
  journal: {
    append: async () => {},
    read: async function* () {},
    erase: async () => {},
    deleteAll: async () => {},
  },
};

export interface MemoryShop extends ShopRepositories {
  readonly contacts: MemoryContacts;
}

/** One shop's facts in memory, behind the same interfaces as the stored ones: the apply path cannot tell. */
export const createMemoryShop = (initial: Shop, options: MemoryContactsOptions = {}): MemoryShop => ({
  ...withoutUse,
  shops: createMemoryShopRow(initial),
  contacts: createMemoryContacts(initial.id, options),
  consents: createMemoryConsents(initial.id),
  preferences: createMemoryPreferences(initial.id),
  suppressions: createMemorySuppressions(initial.id),
  checkouts: createMemoryCheckouts(initial.id),
  orders: createMemoryOrders(initial.id),
  products: createMemoryProducts(initial.id),
  events: createMemoryStoreEvents(),
  visitors: createMemoryVisitors(),
});
