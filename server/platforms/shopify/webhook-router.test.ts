import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import express from 'express';
import { EncoreError } from '../../lib/errors.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import { createShopifyWebhookRouter } from './webhook-router.ts';

const accepted: NewDelivery[] = [];
const metrics: [number, string][] = [];
let accept = (delivery: NewDelivery): Promise<'stored' | 'held'> => {
  accepted.push(delivery);
  return Promise.resolve('stored');
};
const acceptAll = accept;
const places = { taken: 0, given: 0 };
let isInstalled = (): Promise<boolean> => Promise.resolve(true);

let server: Server;
let port = 0;

beforeAll(async () => {
  const router = createShopifyWebhookRouter({
    secrets: ['current', 'previous'],
    intake: {
      accept: (delivery) => accept(delivery),
      hasRoom: () => true,
      expect: () => {
        places.taken += 1;
        return () => (places.given += 1);
      },
    },
    isInstalled: () => isInstalled(),
    logger: silentLogger,
    metrics: { answered: (status, topic) => metrics.push([status, topic]) },
  });
  server = createServer(express().use(router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});
beforeEach(() => {
  accepted.length = 0;
  metrics.length = 0;
  accept = acceptAll;
  places.taken = 0;
  places.given = 0;
  isInstalled = () => Promise.resolve(true);
});

const sign = (body: string | Buffer, secret = 'current'): string =>
  createHmac('sha256', secret).update(body).digest('base64');

const headersOf = (body: string | Buffer, changes: Record<string, string> = {}): Record<string, string> => ({
  'content-type': 'application/json',
  'x-shopify-topic': 'orders/create',
  'x-shopify-hmac-sha256': sign(body),
  'x-shopify-shop-domain': 'lumen.myshopify.com',
  'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  'x-shopify-api-version': '2026-07',
  'x-shopify-triggered-at': '2026-03-02T10:00:00.123Z',
  ...changes,
});

const post = (body: string | Buffer, headers = headersOf(body)): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/webhooks/shopify`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });

const without = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([each]) => each !== name));

const codeOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  return body;
};

describe('POST /webhooks/shopify', () => {
  it('answers 200 once the delivery is stored, byte for byte', async () => {
    const body = Buffer.from('{"id":9007199254740993111,"name":"Zoë"}');

    const response = await post(body);

    expect(response.status).toBe(200);
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({
      shop: 'lumen.myshopify.com',
      deliveryId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
      topic: 'shopify:orders/create',
      class: 'holds',
      state: 'stored',
      headers: { 'triggered-at': '2026-03-02T10:00:00.123Z', 'api-version': '2026-07' },
    });
    expect(accepted[0]?.body.equals(body)).toBe(true);
    expect(metrics).toEqual([[200, 'orders/create']]);
  });

  it('takes the previous secret while it is being rotated', async () => {
    const response = await post('{}', headersOf('{}', { 'x-shopify-hmac-sha256': sign('{}', 'previous') }));

    expect(response.status).toBe(200);
  });

  it.each([
    ['of another secret', sign('{}', 'wrong')],
    ['of another body', sign('{ }')],
    ['too short', sign('{}').slice(0, 20)],
    ['no base64', '!'.repeat(44)],
    ['hexadecimal', createHmac('sha256', 'current').update('{}').digest('hex')],
    ['with something behind it', `${sign('{}')}x`],
  ])('refuses a signature %s', async (_what, signature) => {
    const response = await post('{}', headersOf('{}', { 'x-shopify-hmac-sha256': signature }));

    expect(response.status).toBe(401);
    expect(await codeOf(response)).toMatchObject({ error: { code: 'signature_wrong' } });
    expect(accepted).toEqual([]);
  });

  it('looks at the signature before anything else', async () => {
    const response = await post('{}', { 'content-type': 'application/json' });

    expect(response.status).toBe(401);
    expect(await codeOf(response)).toMatchObject({ error: { code: 'signature_missing' } });
  });

  it.each(['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-webhook-id'])(
    'answers 400 without %s',
    async (name) => {
      const response = await post('{}', without(headersOf('{}'), name));

      expect(response.status).toBe(400);
      expect(await codeOf(response)).toMatchObject({ error: { code: 'webhook_headers_invalid' } });
    },
  );

  it.each([
    ['x-shopify-shop-domain', 'lumen.myshopify.com.evil.example'],
    ['x-shopify-shop-domain', 'evil.example/lumen.myshopify.com'],
    ['x-shopify-shop-domain', '-lumen.myshopify.com'],
    ['x-shopify-topic', 'orders'],
    ['x-shopify-topic', '../orders/create'],
    ['x-shopify-webhook-id', 'a b'],
    ['x-shopify-webhook-id', 'x'.repeat(300)],
  ])('answers 400 for a malformed %s: %s', async (name, value) => {
    const response = await post('{}', headersOf('{}', { [name]: value }));

    expect(response.status).toBe(400);
    expect(accepted).toEqual([]);
  });

  it('answers 413 above five mebibytes and takes exactly five', async () => {
    const limit = 5 * 2 ** 20;

    const most = await post(Buffer.alloc(limit, 0x20));
    const more = await post(Buffer.alloc(limit + 1, 0x20));

    expect(most.status).toBe(200);
    expect(more.status).toBe(413);
    expect(accepted).toHaveLength(1);
  });

  it('keeps unknown topics, marked ignored', async () => {
    const response = await post('{}', headersOf('{}', { 'x-shopify-topic': 'themes/publish' }));

    expect(response.status).toBe(200);
    expect(accepted[0]).toMatchObject({ state: 'ignored', class: 'normal' });
    expect(metrics).toEqual([[200, 'other']]);
  });

  it('keeps deliveries of a shop that is not installed, without their body', async () => {
    isInstalled = () => Promise.resolve(false);

    const response = await post('{"email":"mara@lumen.example"}');

    expect(response.status).toBe(200);
    expect(accepted[0]).toMatchObject({ state: 'ignored' });
    expect(accepted[0]?.body).toHaveLength(0);
  });

  it('hears a shop that has gone ask to be forgotten', async () => {
    isInstalled = () => Promise.resolve(false);

    await post('{}', headersOf('{}', { 'x-shopify-topic': 'shop/redact' }));

    expect(accepted[0]).toMatchObject({ state: 'stored', class: 'holds' });
  });

  it('keeps what is no JSON: the signature was right', async () => {
    const response = await post('{"id":');

    expect(response.status).toBe(200);
    expect(accepted[0]?.state).toBe('stored');
  });

  it.each([
    ['the inbox', () => (accept = () => Promise.reject(new EncoreError('inbox_unavailable')))],
    ['the driver', () => (accept = () => Promise.reject(new TypeError('socket closed')))],
    ['the look at the shop', () => (isInstalled = () => Promise.reject(new TypeError('socket closed')))],
  ])('answers 503 with Retry-After when %s fails', async (_what, breakIt) => {
    breakIt();

    const response = await post('{}');

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await codeOf(response)).toMatchObject({ error: { code: 'inbox_unavailable' } });
  });

  it('keeps a place for what it reads, and gives it back whatever becomes of it', async () => {
    await post('{}');
    await post('{}', headersOf('{}', { 'x-shopify-hmac-sha256': sign('{}', 'wrong') }));

    expect(places).toEqual({ taken: 2, given: 2 });
  });

  it('outlives a sender that goes away in the middle', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /webhooks/shopify HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"id":');
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));

    const response = await post('{}');

    expect(response.status).toBe(200);
    expect(accepted).toHaveLength(1);
  });

  it('is deaf to other methods and places', async () => {
    const get = await fetch(`http://127.0.0.1:${port}/webhooks/shopify`);

    expect(get.status).toBe(404);
  });
});
