import { describe, expect, it } from '@jest/globals';
import { graphql } from 'graphql';
import { asShopId } from '../../lib/brand.ts';
import { demoSchema } from '../../testing/fake-shopify/admin-api/demo-schema.ts';
import { webPixelRoot } from '../../testing/fake-shopify/admin-api/web-pixel-root.ts';
import { createFarSideStore } from '../../testing/fake-shopify/far-side-store.ts';
import type { FarShopDetails } from '../../testing/fake-shopify/far-side-store.ts';
import type { AdminClient } from './admin-client.ts';
import { createWebPixel } from './web-pixel.ts';

const lumen = asShopId('lumen.myshopify.com');
const details: FarShopDetails = {
  id: 'gid://shopify/Shop/1',
  domain: lumen,
  name: 'Lumen',
  url: 'https://lumen.example',
  email: 'hello@lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en',
  address: { address1: 'Hafenstr. 1', city: 'Hamburg', zip: '20459', countryCode: 'DE' },
};

const open = (root?: object) => {
  const store = createFarSideStore(details);
  const admin: AdminClient = {
    request: async (_shop, { query, variables, schema }) => {
      const rootValue = root ?? webPixelRoot(store);
      const answer = await graphql({
        schema: demoSchema,
        source: query,
        rootValue,
        variableValues: variables ?? {},
      });
      expect(answer.errors).toBeUndefined();
      return schema.parse(answer.data);
    },
  };
  return { store, pixel: createWebPixel(admin) };
};

const settingsIn = (text = ''): unknown => JSON.parse(text);

describe('activating the pixel', () => {
  it('gives it where to send to and the shop’s key', async () => {
    const { store, pixel } = open();

    await pixel.activate(lumen, { endpoint: 'https://encore.example/events', shopKey: 'k1' });

    expect(settingsIn(store.webPixel()?.settings)).toEqual({
      endpoint: 'https://encore.example/events',
      shopKey: 'k1',
    });
  });

  it('changes what is there already, as after a re-install or with another address', async () => {
    const { store, pixel } = open();
    await pixel.activate(lumen, { endpoint: 'https://old.example/events', shopKey: 'k1' });
    const id = store.webPixel()?.id;

    await pixel.activate(lumen, { endpoint: 'https://new.example/events', shopKey: 'k2' });

    expect(store.webPixel()?.id).toBe(id);
    expect(settingsIn(store.webPixel()?.settings)).toEqual({
      endpoint: 'https://new.example/events',
      shopKey: 'k2',
    });
  });

  it.each([
    ['from before there was a pixel', undefined, 'activated'],
    [
      'whose settings are as they should be',
      { endpoint: 'https://encore.example/events', shopKey: 'k2' },
      'kept',
    ],
    ['whose key was rotated', { endpoint: 'https://encore.example/events', shopKey: 'k1' }, 'activated'],
    ['whose app has moved', { endpoint: 'https://old.example/events', shopKey: 'k2' }, 'activated'],
  ] as const)('is kept up in a shop %s', async (_which, before, outcome) => {
    const { store, pixel } = open();
    if (before !== undefined) await pixel.activate(lumen, before);
    const settings = { endpoint: 'https://encore.example/events', shopKey: 'k2' };

    expect(await pixel.keep(lumen, settings)).toBe(outcome);

    expect(settingsIn(store.webPixel()?.settings)).toEqual(settings);
    expect(await pixel.keep(lumen, settings)).toBe('kept');
  });

  it.each(['{', '{"endpoint":1}', 'null'])('is given anew where its settings are %p', async (settings) => {
    const { store, pixel } = open();
    store.save({ kind: 'web-pixel', value: { id: 'gid://shopify/WebPixel/1', settings } });
    expect(await pixel.keep(lumen, { endpoint: 'e', shopKey: 'k' })).toBe('activated');
    expect(settingsIn(store.webPixel()?.settings)).toEqual({ endpoint: 'e', shopKey: 'k' });
  });

  it('says what Shopify says when it refuses', async () => {
    const refusal = {
      webPixel: null,
      userErrors: [{ code: 'INVALID_SETTINGS', message: 'Settings are invalid' }],
    };
    const { pixel } = open({ webPixelCreate: () => refusal });

    await expect(pixel.activate(lumen, { endpoint: 'e', shopKey: 'k' })).rejects.toMatchObject({
      code: 'platform_call_failed',
      message: 'the web pixel could not be activated: Settings are invalid',
    });
  });
});
