import { expect } from '@jest/globals';
import { missingScopes, wantedScopes } from '../../platforms/shopify/scopes.ts';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import {
  addressOf,
  askForData,
  grant,
  installAgain,
  redactDora,
  redactShop,
  shop,
  uninstall,
} from './shopify-life.ts';
import type { World } from './world.ts';

const person = (name: string, over: object) => ({
  name,
  consent: 'subscribed',
  orders: [],
  checkouts: ['24.00 of 1'],
  mails: [],
  waiting: 0,
  atShopify: 'subscribed',
  ...over,
});

export const lifeEnd = [
  person('ada', { mails: ['checkout-1', 'checkout-2'] }),
  person('ben', { orders: ['24.00 placed'] }),
  person('cleo', { orders: ['24.00 sent'], mails: ['checkout-1'] }),
  person('dora', { mails: ['checkout-1'], consent: 'unsubscribed', atShopify: 'unsubscribed' }),
  person('emil', { consent: 'unsubscribed', atShopify: 'unsubscribed' }),
];

const keptOfShop = async ({ connection }: World): Promise<readonly string[]> => {
  const names = [
    'contacts',
    'consents',
    'orders',
    'checkouts',
    'products',
    'store_events',
    'consent_writes',
    'reconciliations',
  ];
  const counts = await Promise.all(
    names.map(async (name) => `${name} ${await connection.collection(name).countDocuments({ shop })}`),
  );
  return counts.filter((count) => !count.endsWith(' 0'));
};

/** What is taken from us is known, and so is what is given back. */
const changeScopes = async (living: World): Promise<void> => {
  const { shops } = createShopRepositories(living.connection);
  const missing = async () => missingScopes((await shops.find(shop))?.scopes?.granted ?? []);
  expect(await missing()).toEqual([]);
  await grant(
    living,
    wantedScopes.filter((scope) => scope !== 'write_discounts'),
  );
  expect(await missing()).toEqual(['write_discounts']);
  await grant(living, wantedScopes);
  expect(await missing()).toEqual([]);
};

/** Nobody told us of it, and whoever opens the app next mends it. */
const loseTokens = async (living: World): Promise<void> => {
  living.far.revokeTokens();
  await expect(living.upkeep.reconcile()).rejects.toMatchObject({ code: 'token_refused' });
  await installAgain(living);
  await living.upkeep.reconcile();
};

/** From the mails on: what the law and the merchant ask for, and the way back in. */
export const leaveAndReturn = async (living: World): Promise<void> => {
  const { contacts, shops, tokens, dataRequests } = createShopRepositories(living.connection);
  await askForData(living);
  expect(await dataRequests.list(shop)).toHaveLength(1);
  await redactDora(living);
  expect(await contacts.findByAddress(shop, addressOf('dora'))).toBeUndefined();
  expect(await contacts.findByAddress(shop, addressOf('ada'))).toBeDefined();
  await uninstall(living);
  expect((await shops.find(shop))?.status).toBe('uninstalled');
  expect(await tokens.find(shop)).toBeUndefined();
  await redactShop(living);
  expect(await keptOfShop(living)).toEqual([]);
  await installAgain(living);
  expect((await shops.find(shop))?.status).toBe('installed');
  expect(await contacts.findByAddress(shop, addressOf('ada'))).toBeDefined();
  await changeScopes(living);
  await loseTokens(living);
};
