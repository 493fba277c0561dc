import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Router } from 'express';
import { createManualClock } from '../../../lib/clock.ts';
import { asShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { silentLogger } from '../../../lib/logger.ts';
import type { NewDelivery } from '../../../shop/delivery.ts';
import { createHttpApp } from '../http-app.ts';
import { createEventsRouter, houseRates } from './events-router.ts';
import type { EventsRouterDeps } from './events-router.ts';
import { createShopKeys } from './shop-key.ts';

const lumen = asShopId('lumen.myshopify.com');
const keys = createShopKeys([{ id: '1', secret: 'a secret of the tests' }]);
const now = new Date('2026-03-02T10:00:00Z');
const accepted: NewDelivery[] = [];
const answered: number[] = [];
let installed = true;
let storing: () => Promise<'stored' | 'held'>;
let server: Server | undefined;

const serve = async (changes: Partial<EventsRouterDeps> = {}): Promise<void> => {
  const router = createEventsRouter({
    keys,
    intake: {
      accept: async (delivery) => {
        accepted.push(delivery);
        return storing();
      },
    },
    isInstalled: async () => installed,
    clock: createManualClock(now),
    metrics: { answered: (status) => answered.push(status) },
    ...changes,
  });
  const parts = { health: Router(), routers: [router], api: Router(), document: Router() };
  server?.close();
  server = createServer(createHttpApp({ ...parts, trustedProxies: 1, logger: silentLogger })).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
};

beforeAll(() => serve());
afterAll(() => {
  server?.close();
  server?.closeAllConnections();
});
beforeEach(() => {
  accepted.length = 0;
  answered.length = 0;
  installed = true;
  storing = async () => 'stored';
});

const report = (changes: object = {}, event: object = {}) => ({
  key: keys.of(lumen),
  visitor: 'browser-1',
  events: [
    { id: 'e1', name: 'product_viewed', at: now.toISOString(), productIds: ['820982911946154508'], ...event },
  ],
  ...changes,
});

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> => {
  const address = server?.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return fetch(`http://127.0.0.1:${port}/events`, {
    method: 'POST',
    headers: { origin: 'null', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
};
const codeOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
};

describe('what a visitor did', () => {
  it('is stored before it is answered, byte for byte, with the shop time it was heard at', async () => {
    const response = await post(report());

    expect(response.status).toBe(200);
    expect(accepted).toMatchObject([
      {
        shop: lumen,
        topic: 'storefront:events',
        class: 'normal',
        state: 'stored',
        headers: { 'heard-at': now.toISOString() },
      },
    ]);
    expect(JSON.parse(accepted[0]?.body.toString() ?? '')).toEqual(report());
    expect(answered).toEqual([200]);
  });

  it('is the same delivery when it is sent again', async () => {
    await post(report());
    await post(report());
    await post(report({}, { id: 'e2' }));

    const [first, again, other] = accepted.map(({ deliveryId }) => deliveryId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('of a shop that is gone is kept as a line without its body', async () => {
    installed = false;

    expect((await post(report())).status).toBe(200);
    expect(accepted).toMatchObject([{ state: 'ignored', body: Buffer.alloc(0) }]);
  });

  it('is asked for again when it can’t be stored', async () => {
    storing = () => Promise.reject(new EncoreError('inbox_unavailable'));

    const response = await post(report());

    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('a browser’s sandbox of no origin', () => {
  it('may ask and may read the answer, without cookies', async () => {
    const address = server?.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const asked = await fetch(`http://127.0.0.1:${port}/events`, {
      method: 'OPTIONS',
      headers: { origin: 'null' },
    });
    const answer = await post(report());

    expect(asked.status).toBe(204);
    for (const { headers } of [asked, answer]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
    expect(asked.headers.get('access-control-allow-methods')).toBe('POST');
    expect(asked.headers.get('access-control-allow-headers')).toBe('Content-Type');
  });
});

describe('refusals', () => {
  const bad: readonly (readonly [string, unknown])[] = [
    ['no JSON', '{"key":'],
    ['nothing', ''],
    ['a list', []],
    ['null', 'null'],
    ['a word that is not in the schema', report({ email: 'ada@example.com' })],
    ['an address in an event', report({}, { email: 'ada@example.com' })],
    ['an unknown event', report({}, { name: 'searched' })],
    ['no events', report({ events: [] })],
    ['too many events', report({ events: Array.from({ length: 21 }, () => report().events[0]) })],
    ['a visitor who is an object', report({ visitor: { $ne: 1 } })],
    ['a product id with a dollar sign', report({}, { productIds: ['$where'] })],
    ['a number for an id', report({}, { productIds: [5] })],
    ['a time that is none', report({}, { at: 'yesterday' })],
    ['no key', report({ key: undefined })],
  ];
  it.each(bad)('400 request_invalid: %s', async (_name, body) => {
    const response = await post(body);

    expect(response.status).toBe(400);
    expect(await codeOf(response)).toMatchObject({ code: 'request_invalid' });
    expect(accepted).toEqual([]);
  });

  const [, payload] = keys.of(lumen).split('.');
  it.each([
    ['made up', 'key'],
    ['of another secret', createShopKeys([{ id: '1', secret: 'other' }]).of(lumen)],
    ['without its signature', `1.${payload}.`],
    ['of another key id', keys.of(lumen).replace(/^1/, '2')],
  ])('401 shop_key_invalid: a key %s', async (_name, key) => {
    const response = await post(report({ key }));

    expect(response.status).toBe(401);
    expect(await codeOf(response)).toMatchObject({ code: 'shop_key_invalid' });
    expect(accepted).toEqual([]);
  });

  it('413 body_too_large, whatever is in it', async () => {
    const response = await post('x'.repeat(33 * 1024));

    expect(response.status).toBe(413);
    expect(await codeOf(response)).toMatchObject({ code: 'body_too_large' });
  });

  it('429 too_many_requests by address: the one that our proxy names, not what the sender says', async () => {
    await serve({ rates: { ...houseRates, ofAddress: { burst: 2, perMinute: 1 } } });
    const from = (address: string) =>
      post(report(), { 'x-forwarded-for': `6.6.6.${Math.random()}, ${address}` });

    const statuses = [];
    for (const address of ['1.1.1.1', '1.1.1.1', '1.1.1.1', '2.2.2.2'])
      statuses.push((await from(address)).status);
    const refused = await from('1.1.1.1');

    expect(statuses).toEqual([200, 200, 429, 200]);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await codeOf(refused)).toMatchObject({ code: 'too_many_requests' });
    expect(accepted).toHaveLength(3);
  });

  it('429 too_many_requests by shop: one that is flooded leaves the others alone', async () => {
    await serve({ rates: { ...houseRates, ofShop: { burst: 1, perMinute: 1 } } });
    const umbra = report({ key: keys.of(asShopId('umbra.myshopify.com')) });

    expect(
      [await post(report()), await post(report()), await post(umbra)].map(({ status }) => status),
    ).toEqual([200, 429, 200]);
  });
});
