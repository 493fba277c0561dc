import { afterEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { z } from 'zod';
import { realNow } from '../../../lib/clock.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { startDemoStore } from './start-demo-store.ts';
import type { DemoStore } from './start-demo-store.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

interface Heard {
  readonly topic: string;
  readonly id: string;
  readonly isSigned: boolean;
  readonly triggeredAt: string;
  readonly body: Record<string, unknown>;
}

const bodySchema = z.record(z.string(), z.unknown());

/** The app as the demo shop sees it: a clock, a document and the webhook address. */
const startApp = async () => {
  const heard: Heard[] = [];
  const documents: URL[] = [];
  const state = { offsetMs: 0, accepts: true };
  const server: Server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://app');
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      if (url.pathname === '/demo/clock') {
        const now = new Date(realNow().getTime() + state.offsetMs).toISOString();
        response.end(JSON.stringify({ now, offsetMs: state.offsetMs }));
        return;
      }
      if (url.pathname === '/webhooks/shopify') {
        if (!state.accepts) return void response.writeHead(503).end();
        const raw = Buffer.concat(chunks);
        const expected = createHmac('sha256', 'secret').update(raw).digest('base64');
        heard.push({
          topic: String(incoming.headers['x-shopify-topic']),
          id: String(incoming.headers['x-shopify-webhook-id']),
          isSigned: incoming.headers['x-shopify-hmac-sha256'] === expected,
          triggeredAt: String(incoming.headers['x-shopify-triggered-at']),
          body: bodySchema.parse(JSON.parse(raw.toString())),
        });
      }
      if (url.pathname === '/') documents.push(url);
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, heard, documents, state };
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-store-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  return folder;
};

const startStore = async (appUrl: string, dataDir: string): Promise<DemoStore> => {
  const store = await startDemoStore({
    port: 0,
    dataDir,
    shop: 'encore-demo.myshopify.com',
    apiKey: 'key',
    apiSecret: 'secret',
    appUrl,
    storeUrl: `${appUrl}/demo/store`,
    logger: silentLogger,
    customersEveryMs: 0,
  });
  closers.push(store.close);
  return store;
};

const until = async (holds: () => boolean): Promise<void> => {
  for (let round = 0; round < 500 && !holds(); round += 1) await new Promise((wake) => setTimeout(wake, 10));
};

const variantIn = (page: string): string => /name="variant"\s+value="(\d+)"/.exec(page)?.[1] ?? '';

/** A browser with a cart: agent keeps the cookie. */
const withCart = async (store: DemoStore) => {
  const agent = request.agent(store.url);
  const { text } = await agent.get('/demo/store/products/olive-soap');
  await agent
    .post('/demo/store/cart/add')
    .type('form')
    .send({ variant: variantIn(text) });
  return agent;
};

const person = { email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper', news: 'yes' };

describe('demo store', () => {
  it('opens the app as Shopify would, with shop, host and a signed token', async () => {
    const app = await startApp();
    await startStore(app.url, newFolder());

    await until(() => app.documents.length > 0);

    const query = app.documents[0]?.searchParams;
    const [head = '', claims = '', signature = ''] = (query?.get('id_token') ?? '').split('.');
    expect(query?.get('shop')).toBe('encore-demo.myshopify.com');
    expect(query?.get('embedded')).toBe('1');
    expect(Buffer.from(query?.get('host') ?? '', 'base64url').toString()).toBe(
      'admin.shopify.com/store/encore-demo',
    );
    expect(createHmac('sha256', 'secret').update(`${head}.${claims}`).digest('base64url')).toBe(signature);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: 'key',
      dest: 'https://encore-demo.myshopify.com',
    });
  });

  it('shows every product with its picture, and asks nothing of any other origin', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());

    const home = await request(store.url).get('/demo/store');
    const picture = await request(store.url).get('/demo/store/pictures/olive-soap.svg');
    const inMails = await request(store.url).get('/demo/store/pictures/olive-soap.jpg');

    expect(home.text.match(/class="card"/g)?.length).toBeGreaterThanOrEqual(40);
    expect(home.headers['content-security-policy']).toContain("default-src 'none'");
    expect(home.text).not.toMatch(/(src|href)="https?:/);
    expect(picture.headers['content-type']).toContain('image/svg+xml');
    expect(picture.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(inMails.headers['content-type']).toBe('image/jpeg');
    for (const wrong of ['nothing.jpg', 'olive-soap.png', '..%2Fpicture-of.ts', 'olive-soap'])
      expect((await request(store.url).get(`/demo/store/pictures/${wrong}`)).status).toBe(404);
  });

  it('tells a checkout that is left, signed, in shop time', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());
    const agent = await withCart(store);
    app.state.offsetMs = 30 * 86_400_000;

    const answer = await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, way: 'leave' });
    await until(() => app.heard.some(({ topic }) => topic === 'checkouts/create'));

    const checkout = app.heard.find(({ topic }) => topic === 'checkouts/create');
    expect(answer.headers['location']).toBe('/demo/store/left');
    expect(checkout).toMatchObject({
      isSigned: true,
      body: { email: 'grace@example.com', buyer_accepts_marketing: true },
    });
    expect(Date.parse(checkout?.triggeredAt ?? '') - realNow().getTime()).toBeGreaterThan(29 * 86_400_000);
    expect(app.heard.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('gives a cart back to whoever has the recovery link, and only with its key', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());
    const agent = await withCart(store);
    await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, way: 'leave' });
    await until(() => app.heard.some(({ topic }) => topic === 'checkouts/create'));
    const left = app.heard.find(({ topic }) => topic === 'checkouts/create');
    const link = new URL(String(left?.body['abandoned_checkout_url']));

    const stranger = request.agent(store.url);
    const recovered = await stranger.get(`${link.pathname}${link.search}&utm_source=encore`).redirects(1);
    const guessed = await request(store.url).get(`${link.pathname}?key=guess`);

    expect(recovered.text).toContain('Your cart is as you left it');
    expect(recovered.text).toContain('Olive &amp; Bay Soap');
    expect(guessed.status).toBe(404);
  });

  it('lets a visitor buy and mark the order as delivered', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());
    const agent = await withCart(store);

    const paid = await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, way: 'pay' })
      .redirects(1);
    const account = await agent.get('/demo/store/account');
    const action = /action="(\/demo\/store\/orders\/\d+\/deliver)"/.exec(account.text)?.[1] ?? '';
    await agent.post(action);
    await until(() => app.heard.some(({ topic }) => topic === 'orders/fulfilled'));

    expect(paid.text).toContain('Thank you, Grace');
    expect(app.heard.map(({ topic }) => topic).toSorted()).toEqual([
      'carts/create',
      'checkouts/create',
      'checkouts/update',
      'customers/create',
      'customers_email_marketing_consent/update',
      'orders/create',
      'orders/fulfilled',
      'orders/paid',
    ]);
  });

  it('does not show or deliver the orders of somebody else', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());
    const agent = await withCart(store);
    const paid = await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, way: 'pay' });

    const stranger = await request(store.url).get(String(paid.headers['location']));

    expect(stranger.status).toBe(404);
  });

  it('asks again for an address that is none, and escapes what it shows', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());
    const agent = await withCart(store);

    const wrong = await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, email: 'grace', way: 'leave' });
    await agent
      .post('/demo/store/account')
      .type('form')
      .send({ ...person, firstName: '<b>"&' });
    const account = await agent.get('/demo/store/account');

    expect(wrong.status).toBe(422);
    expect(account.text).not.toContain('<b>"&');
    expect(account.text).toContain('&lt;b&gt;&quot;&amp;');
  });

  it('loses neither orders nor deliveries when it is closed while the app is away', async () => {
    const app = await startApp();
    const folder = newFolder();
    app.state.accepts = false;
    const first = await startStore(app.url, folder);
    const agent = await withCart(first);
    await agent
      .post('/demo/store/checkout')
      .type('form')
      .send({ ...person, way: 'pay' });
    await first.close();

    app.state.accepts = true;
    const second = await startStore(app.url, folder);
    await until(() => app.heard.some(({ topic }) => topic === 'orders/create'));
    const cookie = agent.jar.getCookie('lumen_visitor', {
      domain: '127.0.0.1',
      path: '/demo/store',
      secure: false,
      script: false,
    });
    const account = await request(second.url)
      .get('/demo/store/account')
      .set('cookie', `lumen_visitor=${cookie?.value}`);

    expect(account.text).toContain('On its way');
    const ids = app.heard.filter(({ topic }) => topic === 'orders/create').map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
  });

  it('frames the app on its deep path and hands out session tokens by POST only', async () => {
    const app = await startApp();
    const store = await startStore(app.url, newFolder());

    const page = await request(store.url).get('/demo/admin/flows');
    const token = await request(store.url).post('/demo/admin/session-token');
    const bridge = await request(store.url).get('/demo/admin/app-bridge.js');

    expect(page.text).toMatch(/<iframe[^>]+src="\/flows\?shop=encore-demo\.myshopify\.com&amp;host=/);
    expect(token.body).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) });
    expect(bridge.headers['content-type']).toContain('javascript');
  });
});
