import { createOnboardingAnswers } from '../../shop/onboarding.repository.ts';
import { createShopRepository } from '../../shop/shops.repository.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';
import { aShop } from '../flows/builders.ts';
import { entry } from './entry.ts';
import type { Entry } from './entry.ts';

const { id: _id, platform: _platform, status: _status, installedAt: _installedAt, ...settings } = aShop();

/** The shop itself. */
export const tenantEntries: readonly Entry[] = [
  entry({
    file: 'server/shop/onboarding.repository.ts',
    create: createOnboardingAnswers,
    calls: {
      answer: {
        kind: 'change',
        args: (shop, { at }) => [shop, { step: 'sender', answer: 'confirmed', at }],
      },
      dismiss: { kind: 'change', args: (shop, { at }) => [shop, at] },
    },
  }),
  entry<ShopRepository>({
    file: 'server/shop/shops.repository.ts',
    create: (connection) => createShopRepository(connection),
    calls: {
      find: { kind: 'read', args: (shop) => [shop] },
      isInstalled: { kind: 'read', args: (shop) => [shop] },
      updateSettings: { kind: 'change', args: (shop) => [shop, { name: 'Mine' }] },
      changeSettings: { kind: 'change', args: (shop) => [shop, 0, settings] },
      applyDetails: { kind: 'change', args: (shop) => [shop, { name: 'Mine' }, new Date('2100-01-01')] },
      applyScopes: { kind: 'change', args: (shop, { at }) => [shop, ['read_orders'], at] },
      markUninstalled: { kind: 'change', args: (shop) => [shop, new Date('2100-01-01')] },
      applySubscriptions: { kind: 'change', args: (shop, { at }) => [shop, { told: [], completeAt: at }] },
      tellBulkFinished: { kind: 'change', args: (shop) => [shop, 'gid://shopify/BulkOperation/1'] },
      saveBackfill: { kind: 'change', args: (shop) => [shop, { state: 'done', applied: 1 }] },
      install: { kind: 'change', args: (shop, { at }) => [shop, { platform: 'shopify', settings, at }] },
      delete: { kind: 'change', args: (shop) => [shop] },
    },
  }),
];
