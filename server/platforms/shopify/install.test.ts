import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';

const shopName = {
  query: 'query ShopName { shop { name } }',
  schema: z.object({ shop: z.object({ name: z.string() }) }),
};

let database: ShopDatabase;
let farSide: FarSide;

beforeAll(async () => {
  database = await shopDatabase('install');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.repositories.shops.delete(lumen);
  await database.repositories.tokens.delete(lumen);
  farSide = await startFarSide(database.repositories);
});

describe('installing', () => {
  it('reads the shop, keeps its tokens and asks for the past', async () => {
    const shop = await farSide.ensureInstalled(lumen, farSide.sessionToken());

    expect(shop).toMatchObject({
      id: lumen,
      status: 'installed',
      name: 'Lumen',
      zone: 'Europe/Berlin',
      currency: 'EUR',
      locale: 'de',
      url: 'https://lumen.example',
      sender: { name: 'Lumen', address: 'hello@lumen.example' },
    });
    expect(shop.postalAddress).toContain('Lampenweg 1');
    expect(await farSide.tokens.get(lumen)).toMatch(/^shpat_/);
    expect(farSide.jobs).toEqual(['shop.backfill']);
    await farSide.close();
  });

  it('does nothing the second time, and one thing when many ask at once', async () => {
    const token = farSide.sessionToken();

    await Promise.all([1, 2, 3].map(() => farSide.ensureInstalled(lumen, token)));
    await farSide.ensureInstalled(lumen, token);

    expect(farSide.jobs).toEqual(['shop.backfill']);
    await farSide.close();
  });

  it('takes a shop back that had left, with what its merchant had set', async () => {
    const { shops, tokens } = database.repositories;
    await farSide.ensureInstalled(lumen, farSide.sessionToken());
    await shops.updateSettings(lumen, { frequencyCap: { count: 1, within: 'P1D' } });
    await shops.markUninstalled(lumen, new Date('2026-12-01T00:00:00Z'));
    await tokens.delete(lumen);
    const gone = await shops.isInstalled(lumen);

    const shop = await farSide.ensureInstalled(lumen, farSide.sessionToken());

    expect(gone).toBe(false);
    expect(shop).toMatchObject({ status: 'installed', frequencyCap: { count: 1, within: 'P1D' } });
    expect(farSide.jobs).toHaveLength(2);
    await farSide.close();
  });

  it('refuses a session token that Shopify did not sign', async () => {
    const forged = `${farSide.sessionToken().slice(0, -4)}AAAA`;

    await expect(farSide.ensureInstalled(lumen, forged)).rejects.toMatchObject({
      code: 'platform_call_failed',
    });
    expect(await database.repositories.shops.find(lumen)).toBeUndefined();
    await farSide.close();
  });

  it('renews with Shopify itself', async () => {
    const { tokens: first } = await farSide.tokenClient.exchange(lumen, farSide.sessionToken());

    const second = await farSide.tokenClient.refresh(lumen, first.refreshToken ?? '');

    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.accessExpiresAt?.getTime()).toBeGreaterThan(Date.parse('2026-01-01'));
    await farSide.close();
  });

  it('keeps what the merchant has granted', async () => {
    await farSide.ensureInstalled(lumen, farSide.sessionToken());

    const shop = await database.repositories.shops.find(lumen);

    expect(shop?.scopes?.granted).toEqual(expect.arrayContaining(['read_all_orders', 'write_customers']));
    await farSide.close();
  });

  it('gets a new pair when the app is opened after Shopify took both tokens back', async () => {
    await farSide.ensureInstalled(lumen, farSide.sessionToken());
    const before = await farSide.tokens.get(lumen);
    farSide.fake.revokeTokens();

    await expect(farSide.admin.request(lumen, shopName)).rejects.toMatchObject({ code: 'token_refused' });
    expect(await farSide.tokens.has(lumen)).toBe(false);
    await farSide.ensureInstalled(lumen, farSide.sessionToken());

    expect(await farSide.tokens.get(lumen)).not.toBe(before);
    expect(await farSide.admin.request(lumen, shopName)).toEqual({ shop: { name: 'Lumen' } });
    await farSide.close();
  });

  it('does not take older news for an uninstall of the new install', async () => {
    await farSide.ensureInstalled(lumen, farSide.sessionToken());

    await database.repositories.shops.markUninstalled(lumen, new Date('2026-10-01T00:00:00Z'));

    expect(await database.repositories.shops.isInstalled(lumen)).toBe(true);
    await farSide.close();
  });
});
