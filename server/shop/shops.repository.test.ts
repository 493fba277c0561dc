import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import type { ShopRepository } from './shops.repository.ts';

let database: ShopDatabase;
let shops: ShopRepository;

const install = (at = builtAt, settings = shopSettings) =>
  shops.install(lumen, { platform: 'shopify', settings, at });

beforeAll(async () => {
  database = await shopDatabase('shops');
  shops = database.repositories.shops;
});
beforeEach(async () => {
  await shops.delete(lumen);
  await install();
});
afterAll(() => database.drop());

describe('installing', () => {
  it('keeps what platform and merchant say of the shop', async () => {
    expect(await shops.find(lumen)).toMatchObject({ ...shopSettings, id: lumen, status: 'installed' });
    expect(await shops.isInstalled(lumen)).toBe(true);
  });

  it('again refreshes what is the platform’s and leaves what the merchant set', async () => {
    await shops.updateSettings(lumen, { postalAddress: 'Neue Gasse 2' });

    await install(minutesLater(5), { ...shopSettings, name: 'Lumen & Co', postalAddress: 'Alte Gasse 1' });

    expect(await shops.find(lumen)).toMatchObject({ name: 'Lumen & Co', postalAddress: 'Neue Gasse 2' });
  });

  it('from two sides at once leaves one shop', async () => {
    await shops.delete(lumen);

    const made = await Promise.all([install(), install(), install(), install()]);

    expect(made.map(({ id }) => id)).toEqual([lumen, lumen, lumen, lumen]);
    expect(await shops.find(lumen)).toMatchObject({ name: 'Lumen', status: 'installed' });
  });

  it('after leaving brings it back', async () => {
    await shops.markUninstalled(lumen, minutesLater(1));
    const left = await shops.isInstalled(lumen);

    await install(minutesLater(2));

    expect([left, await shops.isInstalled(lumen)]).toEqual([false, true]);
  });
});

describe('what is heard of a shop later', () => {
  it('changes only the fields that are told', async () => {
    await shops.applyDetails(lumen, { currency: 'SEK' }, minutesLater(1));

    expect(await shops.find(lumen)).toMatchObject({ currency: 'SEK', name: 'Lumen' });
  });

  it('changes nothing when something newer is known', async () => {
    await shops.applyDetails(lumen, { name: 'Newest' }, minutesLater(9));

    await shops.applyDetails(lumen, { name: 'Older' }, minutesLater(5));

    expect((await shops.find(lumen))?.name).toBe('Newest');
  });

  it('keeps the newest word on what is granted', async () => {
    await shops.applyScopes(lumen, ['read_orders', 'read_products'], minutesLater(5));

    await shops.applyScopes(lumen, ['read_orders'], minutesLater(4));

    expect((await shops.find(lumen))?.scopes?.granted).toEqual(['read_orders', 'read_products']);
  });

  it('does not end an installation that is newer than the news', async () => {
    await install(minutesLater(10));

    await shops.markUninstalled(lumen, minutesLater(5));

    expect(await shops.isInstalled(lumen)).toBe(true);
  });

  it('never touches another shop', async () => {
    await shops.applyDetails(umbra, { name: 'Umbra' }, minutesLater(1));
    await shops.markUninstalled(umbra, minutesLater(1));

    expect(await shops.find(umbra)).toBeUndefined();
    expect(await shops.find(lumen)).toMatchObject({ name: 'Lumen', status: 'installed' });
  });
});
