import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Express } from 'express';
import { Router } from 'express';
import { Registry } from 'prom-client';
import request from 'supertest';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { AdminLanguage } from '../../shop/admin-language.contract.ts';
import { readAdminAssets } from './document/admin-assets.ts';
import { createDocumentRouter } from './document.ts';
import type { DocumentConfig } from './document.ts';
import { createHealthRouter } from './health.ts';
import { createHttpApp } from './http-app.ts';

const lumen = asShopId('lumen.myshopify.com');
const distFolder = mkdtempSync(join(tmpdir(), 'encore-dist-'));
const languageOf = jest.fn<(shop: ShopId) => Promise<AdminLanguage | undefined>>();
const ensureInstalled = jest.fn<(shop: ShopId, idToken: string) => Promise<void>>();

const manifest = {
  'src/main.tsx': {
    file: 'assets/main-1.js',
    isEntry: true,
    imports: ['_kit-2.js'],
    css: ['assets/main-3.css'],
  },
  '_kit-2.js': { file: 'assets/kit-2.js', css: ['assets/kit-4.css'] },
  'src/pages/home.tsx': { file: 'assets/home-5.js', imports: ['src/main.tsx'] },
};

beforeAll(() => {
  mkdirSync(join(distFolder, '.vite'));
  mkdirSync(join(distFolder, 'assets'));
  writeFileSync(join(distFolder, '.vite/manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(distFolder, 'assets/main-1.js'), 'export const large = 1;\n'.repeat(500));
});

afterAll(() => {
  rmSync(distFolder, { recursive: true, force: true });
});

beforeEach(() => {
  ensureInstalled.mockReset().mockResolvedValue();
  languageOf.mockReset().mockResolvedValue(undefined);
});

const production: DocumentConfig = {
  apiKey: 'key-of-the-app',
  appBridgeUrl: 'https://cdn.shopify.com/shopifycloud/app-bridge.js',
  demo: false,
  distFolder,
  adminUrl: (shop, path) =>
    shop === undefined
      ? undefined
      : `https://admin.shopify.com/store/${shop.split('.')[0]}/apps/key-of-the-app${path}`,
};
const demo: DocumentConfig = {
  ...production,
  appBridgeUrl: '/demo/admin/app-bridge.js',
  demo: true,
  adminUrl: (_shop, path) => `/demo/admin${path === '/' ? '' : path}`,
};

const createApp = async (config: DocumentConfig): Promise<Express> =>
  createHttpApp({
    health: createHealthRouter({
      checks: async () => ({ ready: true }),
      registry: new Registry(),
      metricsToken: undefined,
    }),
    routers: [],
    api: Router(),
    document: createDocumentRouter({
      config,
      assets: await readAdminAssets(distFolder),
      verifySessionToken: async (token) => (token === 'good' ? { shop: lumen } : null),
      ensureInstalled,
      languageOf,
      logger: silentLogger,
    }),
    logger: silentLogger,
  });

const embedded = '?embedded=1&shop=lumen.myshopify.com';
const frames = (policy: string | undefined): string | undefined =>
  /frame-ancestors [^;]*/.exec(policy ?? '')?.[0];

describe('the document of the embedded app', () => {
  it('brings App Bridge as its first script, the key and the files of the first load', async () => {
    const answer = await request(await createApp(production)).get(`/flows${embedded}&id_token=good`);

    expect(answer.status).toBe(200);
    const scripts = [...answer.text.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source);
    expect(scripts).toEqual(['https://cdn.shopify.com/shopifycloud/app-bridge.js', '/assets/main-1.js']);
    expect(answer.text).toContain('<meta name="shopify-api-key" content="key-of-the-app">');
    expect(answer.text).toContain('<link rel="modulepreload" href="/assets/kit-2.js">');
    expect(answer.text.indexOf('kit-4.css')).toBeLessThan(answer.text.indexOf('main-3.css'));
    expect(answer.text).not.toContain('home-5.js');
    expect(answer.text).not.toContain('encore-language');
  });

  it("says which language the shop wants, if it isn't each person's own", async () => {
    languageOf.mockResolvedValue('zh-Hans');

    const answer = await request(await createApp(production)).get(`/flows${embedded}&id_token=good`);

    expect(languageOf).toHaveBeenCalledWith(lumen);
    expect(answer.text).toContain('<meta name="encore-language" content="zh-Hans">');
  });

  it("lets only the shop's admin frame it, and nothing inline run", async () => {
    const answer = await request(await createApp(production)).get(`/${embedded}&id_token=good`);

    const policy = answer.get('content-security-policy') ?? '';
    expect(frames(policy)).toBe('frame-ancestors https://lumen.myshopify.com https://admin.shopify.com');
    expect(policy).toContain("script-src 'self' https://cdn.shopify.com;");
    expect(policy).not.toContain('unsafe-inline');
    expect(answer.get('x-frame-options')).toBeUndefined();
    expect(answer.get('cache-control')).toBe('no-store');
    expect(answer.get('x-content-type-options')).toBe('nosniff');
  });

  it('asks no other origin for anything in the demo, whose own admin may frame it', async () => {
    const answer = await request(await createApp(demo)).get(`/${embedded}&id_token=good`);

    const policy = answer.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(frames(policy)).toBe(
      "frame-ancestors https://lumen.myshopify.com https://admin.shopify.com 'self'",
    );
    expect(answer.text).not.toMatch(/(src|href)="https?:/);
  });

  it('sees to it that the shop is installed before it answers', async () => {
    await request(await createApp(production)).get(`/${embedded}&id_token=good`);

    expect(ensureInstalled.mock.calls).toEqual([[lumen, 'good']]);
  });

  it('tells a coded error when installing fails, and nobody may frame that', async () => {
    ensureInstalled.mockRejectedValue(new EncoreError('platform_call_failed'));

    const answer = await request(await createApp(production)).get(`/${embedded}&id_token=good`);

    expect(answer.status).toBe(502);
    expect(answer.text).toContain('platform_call_failed');
    expect(frames(answer.get('content-security-policy'))).toBe("frame-ancestors 'none'");
  });

  it('says nothing of a fault of ours but its code', async () => {
    ensureInstalled.mockRejectedValue(new TypeError('mongodb://secret'));

    const answer = await request(await createApp(production)).get(`/${embedded}&id_token=good`);

    expect(answer.status).toBe(500);
    expect(answer.text).toContain('internal_error');
    expect(answer.text).not.toContain('secret');
  });
});

describe('a document request without a valid token', () => {
  it.each(['', '&id_token=expired'])('gets the page that fetches one (%s)', async (token) => {
    const answer = await request(await createApp(production)).get(`/messages${embedded}${token}`);

    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<script src="/bounce.js" defer></script>');
    expect(answer.text).not.toContain('main-1.js');
    expect(ensureInstalled).not.toHaveBeenCalled();
  });

  it('does not go round for ever', async () => {
    const answer = await request(await createApp(production)).get(`/${embedded}&bounced=1&id_token=expired`);

    expect(answer.status).toBe(401);
    expect(answer.text).toContain('session_token_invalid');
  });

  it('is sent to the admin when it is not embedded', async () => {
    const answer = await request(await createApp(production)).get('/flows?shop=lumen.myshopify.com');

    expect(answer.status).toBe(302);
    expect(answer.get('location')).toBe('https://admin.shopify.com/store/lumen/apps/key-of-the-app/flows');
  });

  it('is told where to go when nobody knows the shop', async () => {
    const answer = await request(await createApp(production)).get('/');

    expect(answer.status).toBe(401);
    expect(answer.text).toContain('session_token_missing');
    expect(frames(answer.get('content-security-policy'))).toBe("frame-ancestors 'none'");
  });

  it('is sent to the demo admin in the demo', async () => {
    const answer = await request(await createApp(demo)).get('/');

    expect(answer.get('location')).toBe('/demo/admin');
  });

  it('serves the script that comes back with a token', async () => {
    const answer = await request(await createApp(production)).get('/bounce.js');

    expect(answer.type).toBe('text/javascript');
    expect(answer.text).toContain('shopify.idToken()');
  });
});

describe('a shop parameter that is wrong', () => {
  it.each([
    '?embedded=1&shop=evil.example&id_token=good',
    '?embedded=1&shop=other.myshopify.com&id_token=good',
    '?embedded=1&shop=lumen.myshopify.com.evil.example',
    '?embedded=1&shop=x%20*.myshopify.com',
    '?embedded=1&shop=lumen.myshopify.com&shop=other.myshopify.com',
  ])('is refused, and nobody may frame the answer: %s', async (query) => {
    const answer = await request(await createApp(demo)).get(`/${query}`);

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('request_invalid');
    expect(frames(answer.get('content-security-policy'))).toBe("frame-ancestors 'none'");
  });
});

describe('files and other addresses', () => {
  it('are kept for a year, since their names change with them', async () => {
    const answer = await request(await createApp(production)).get('/assets/main-1.js');

    expect(answer.status).toBe(200);
    expect(answer.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.get('content-encoding')).toBe('gzip');
  });

  it.each(['/assets/nope.js', '/nope', '/flows/a/b', '/assets/../.vite/manifest.json'])(
    'are a 404 when they do not exist: %s',
    async (path) => {
      const answer = await request(await createApp(production)).get(path);

      expect(answer.status).toBe(404);
      expect(answer.text).toContain('not_found');
    },
  );
});

describe('readAdminAssets', () => {
  it('names the folder when the admin was not built', async () => {
    await expect(readAdminAssets('/nowhere/dist')).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('/nowhere/dist'),
    });
  });
});
