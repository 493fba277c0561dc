import { expect } from '@jest/globals';
import { createShopRepositories } from '../../shop/shop-repositories.repository.ts';
import {
  addressOf,
  askForData,
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
};
