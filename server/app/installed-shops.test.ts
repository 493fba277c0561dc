import { describe, expect, it } from '@jest/globals';
import { asShopId } from '../lib/brand.ts';
import { createInstalledShops } from './installed-shops.ts';

const shop = asShopId('lumen.myshopify.com');

describe('createInstalledShops', () => {
  it('asks once for a burst of deliveries of an installed shop', async () => {
    let asked = 0;
    const isInstalled = createInstalledShops(async () => {
      asked += 1;
      return true;
    });

    const answers = [await isInstalled(shop), await isInstalled(shop), await isInstalled(shop)];

    expect(answers).toEqual([true, true, true]);
    expect(asked).toBe(1);
  });

  it('never remembers a no', async () => {
    let installed = false;
    const isInstalled = createInstalledShops(async () => installed);

    const before = await isInstalled(shop);
    installed = true;

    expect([before, await isInstalled(shop)]).toEqual([false, true]);
  });
});
