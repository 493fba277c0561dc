import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import express from 'express';
import request from 'supertest';
import type { Browser } from 'playwright-core';
import { asContactId, asMessageId, asShopId } from '../../lib/brand.ts';
import { createLinks } from '../../mail/links/links.ts';
import { createPreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import type { PreviewPages } from '../../mail/preview/preview-pages.repository.ts';
import { signPreview } from '../../mail/preview/show-preview.ts';
import { launchBrowser } from '../../testing/browser.ts';
import { lumen } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createMailPreviewsRouter } from './mail-previews.ts';

let database: TestDatabase;
let pages: PreviewPages;
let server: Server;
let browser: Browser;
let base: string;
/** What asked for anything besides the page itself. */
let reached: string[];

const links = () => createLinks({ baseUrl: base, keys: [{ id: 'k', secret: 'test' }] });

beforeAll(async () => {
  database = await testDatabase('mail_previews');
  pages = createPreviewPages(database.connection);
  await pages.ensureIndexes();
  const app = express();
  app.use((asked, _response, next) => {
    if (!asked.path.startsWith('/previews/')) reached.push(asked.path);
    next();
  });
  app.use((asked, response, next) =>
    createMailPreviewsRouter({ pages, links: links() })(asked, response, next),
  );
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  reached = [];
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
  await database.drop();
});

const urlOf = async (html: string): Promise<string> =>
  base + (await signPreview({ pages, links: links() }, lumen, { html })).url;

describe('a signed preview', () => {
  it('shows the dark styles of a mail to whoever asks for them', async () => {
    const url = await urlOf(
      '<style>p { color: rgb(1, 1, 1) } @media (prefers-color-scheme:dark) { p { color: rgb(9, 9, 9) } }</style><p>Hi</p>',
    );
    const page = await browser.newPage();
    const colorAt = async (address: string): Promise<unknown> => {
      await page.goto(address);
      return page.evaluate("getComputedStyle(document.querySelector('p')).color");
    };

    expect(await colorAt(url)).toBe('rgb(1, 1, 1)');
    expect(await colorAt(`${url}?scheme=dark`)).toBe('rgb(9, 9, 9)');
    expect(await colorAt(`${url}?scheme=evil`)).toBe('rgb(1, 1, 1)');
    await page.close();
  });

  it('shows the mail to whoever has its address, in a frame of nobody’s origin', async () => {
    const answer = await request(await urlOf('<p>Hello</p>')).get('');

    expect(answer.status).toBe(200);
    expect(answer.text).toBe('<p>Hello</p>');
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox; default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self' https://admin.shopify.com https://*.myshopify.com",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('is over after a while', async () => {
    const page = await pages.put(lumen, { html: '<p>Old</p>', until: new Date(Date.now() + 60_000) });
    const signed = (until: Date) => request(base).get(links().previewPath({ shop: lumen, page, until }));

    expect((await signed(new Date(Date.now() + 60_000))).text).toBe('<p>Old</p>');
    const answer = await signed(new Date(Date.now() - 1));

    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('Old');
    expect(answer.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
  });

  it('is nobody’s without our signature, and no other link of ours opens one', async () => {
    const url = await urlOf('<p>Ours</p>');
    const page = await pages.put(lumen, { html: '<p>Ours</p>', until: new Date(Date.now() + 60_000) });
    const token = url.slice(url.lastIndexOf('/') + 1);
    const [key, body, mac] = token.split('.');
    const forged = Buffer.from(JSON.stringify(['p', lumen, page, '2999-01-01T00:00:00.000Z'])).toString(
      'base64url',
    );
    const message = asMessageId('m');
    const leaving = links().unsubscribeUrl({ shop: lumen, contact: asContactId('c'), message });
    const elsewhere = links().previewPath({
      shop: asShopId('stranger.myshopify.com'),
      page,
      until: new Date(Date.now() + 60_000),
    });

    for (const wrong of [
      `${base}/previews/${key}.${forged}.${mac}`,
      `${base}/previews/${key}.${body}`,
      `${base}/previews/${token}x`,
      `${base}/previews/${page}`,
      leaving.replace('/u/', '/previews/'),
      base + elsewhere,
    ])
      expect((await request(wrong).get('')).status).toBe(404);
  });

  it('is one row for the same page, which lives as long as who asked last may look', async () => {
    const soon = new Date(Date.now() + 10_000);
    const late = new Date(Date.now() + 90_000);
    const put = (until: Date) => pages.put(lumen, { html: '<p>Same</p>', until });

    const ids = [await put(soon), await put(late), await put(soon)];

    expect(new Set(ids).size).toBe(1);
    const row = await database.connection.collection('mail_previews').findOne({ html: '<p>Same</p>' });
    expect(row?.['until']).toEqual(late);
  });
});

/** Should one of these ever come through the template’s own cleaning, the frame still lets it do nothing. */
const hostile: readonly string[] = [
  '<script>document.title = "ran"; fetch("/stolen")</script>',
  '<script src="/stolen"></script>',
  '<img src="/x" onerror="document.title = \'ran\'; fetch(\'/stolen\')">',
  '<svg onload="document.title = \'ran\'"><script>document.title = "ran"</script></svg>',
  '<iframe src="/stolen"></iframe><iframe srcdoc="<script>parent.document.title = 1</script>"></iframe>',
  '<object data="/stolen"></object><embed src="/stolen">',
  '<link rel="stylesheet" href="/stolen"><style>@import url(/stolen); @font-face { font-family: x; src: url(/stolen) } p { font-family: x }</style><p>x</p>',
  '<meta http-equiv="refresh" content="0;url=/stolen">',
  '<base href="/stolen/"><form action="/stolen" method="post"><button id="go">go</button></form><button onclick="fetch(\'/stolen\')" id="go2">go</button>',
  '<a id="go" href="javascript:document.title=\'ran\'">go</a>',
  '<video src="/stolen" autoplay></video><audio src="/stolen" autoplay></audio>',
  // A prefetch reaches no further than a picture, which a mail may have.
  '<link rel="preload" as="script" href="/stolen"><link rel="modulepreload" href="/stolen">',
];

describe('hostile HTML in a preview', () => {
  it('runs nothing, asks for nothing and keeps nothing', async () => {
    const page = await browser.newPage();
    for (const html of hostile) {
      reached = [];
      await page.goto(
        await urlOf(`<!doctype html><html><head><title>still</title></head><body>${html}</body></html>`),
      );
      const before = page.url();
      for (const id of ['#go', '#go2']) {
        const found = page.locator(id);
        if ((await found.count()) > 0) await found.click({ noWaitAfter: true });
      }
      await page.waitForLoadState('load');

      expect([html, await page.title()]).toEqual([html, 'still']);
      expect([html, page.url()]).toEqual([html, before]);
      expect([html, reached.filter((path) => path.includes('stolen'))]).toEqual([html, []]);
    }
    await page.close();
  });
});
