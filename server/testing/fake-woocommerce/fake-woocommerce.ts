import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { addCouponRoutes } from './coupon-routes.ts';
import type { WooCoupon } from './coupon-routes.ts';

interface StoreWebhook {
  readonly id: number;
  readonly topic: string;
  readonly delivery_url: string;
  readonly secret: string;
  status: string;
}

export type WooKind = 'orders' | 'customers' | 'products';
export interface WooDocument {
  readonly id: number;
  readonly date_modified_gmt: string;
}

/** A WooCommerce store's side of the wire: REST API, the page on which its keeper agrees, and signed webhooks. */
export interface FakeWoocommerce {
  readonly url: string;
  readonly documents: Readonly<Record<WooKind, Map<number, WooDocument>>>;
  readonly webhooks: StoreWebhook[];
  readonly coupons: Map<number, WooCoupon>;
  /** What was asked, oldest first: `GET /wc/v3/orders`. */
  readonly asked: readonly string[];
  /** The keeper agrees on the page at this address: keys are made and posted. Resolves to the status they were taken with. */
  agree(authorizeUrl: string, changes?: Record<string, unknown>): Promise<number>;
  /** Sends a document to every active webhook of the topic; resolves to the statuses. */
  deliver(topic: string, body: object, headers?: Record<string, string>): Promise<readonly number[]>;
  /** The next answers of the API are 500. */
  fail(times: number): void;
  /** What the store says it is called. */
  homeUrl: string;
  close(): Promise<void>;
}

const webhookSchema = z.object({
  topic: z.string(),
  delivery_url: z.string(),
  secret: z.string(),
  status: z.string(),
});

const sign = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('base64');

/** Created or woken, a webhook is tried with a form that is not signed; anything but 200 and it is refused. */
const ping = async ({ id, delivery_url: url }: StoreWebhook): Promise<boolean> => {
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ webhook_id: String(id) }),
  });
  return response.status === 200;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const startFakeWoocommerce = async (): Promise<FakeWoocommerce> => {
  const documents: Record<WooKind, Map<number, WooDocument>> = {
    orders: new Map(),
    customers: new Map(),
    products: new Map(),
  };
  const webhooks: StoreWebhook[] = [];
  const coupons = new Map<number, WooCoupon>();
  const asked: string[] = [];
  const keys = new Map<string, string>();
  let failures = 0;
  let deliveries = 0;
  const app = express().use(express.json());
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;

  const isLetIn = (request: Request): boolean => {
    const [key = '', secret] = Buffer.from(request.get('authorization')?.slice(6) ?? '', 'base64')
      .toString()
      .split(':');
    return secret !== undefined && keys.get(key) === secret;
  };
  const list = (kind: WooKind) => (request: Request, response: Response) => {
    const { page, per_page: size, modified_after: after } = request.query;
    const since = Date.parse(text(after));
    const all = [...documents[kind].values()]
      .filter((one) => Number.isNaN(since) || Date.parse(`${one.date_modified_gmt}Z`) > since)
      .toSorted((a, b) => a.id - b.id);
    const from = (Number(page) - 1) * Number(size);
    response.json(all.slice(from, from + Number(size)));
  };
  app.use('/wp-json', (request, response, next) => {
    asked.push(`${request.method} ${request.path}`);
    if (failures > 0) {
      failures -= 1;
      return response.status(500).send('<html>There has been a critical error on this website.</html>');
    }
    if (request.path.startsWith('/wc/') && !isLetIn(request))
      return response.status(401).json({ code: 'woocommerce_rest_cannot_view' });
    return next();
  });
  app.get('/wp-json/', (_request, response) => {
    response.json({ name: 'Casa Verde', timezone_string: 'Europe/Madrid', gmt_offset: 1 });
  });
  app.get('/wp-json/wc/v3/system_status', (_request, response) => {
    response.json({ environment: { home_url: fake.homeUrl }, settings: { currency: 'EUR' } });
  });
  app.get('/wp-json/wc/v3/settings/general', (_request, response) => {
    response.json([
      { id: 'woocommerce_default_country', value: 'ES:M' },
      { id: 'woocommerce_store_address', value: 'Calle Mayor 1' },
      { id: 'woocommerce_store_city', value: 'Madrid' },
      { id: 'woocommerce_store_postcode', value: '28013' },
    ]);
  });
  app.get('/wp-json/wc/v3/webhooks', (request, response) => {
    const page = Number(request.query['page'] ?? 1);
    const shown = webhooks.map(({ secret: _secret, ...one }) => one);
    response.json(shown.slice((page - 1) * 100, page * 100));
  });
  app.post('/wp-json/wc/v3/webhooks', async (request, response) => {
    const webhook = { id: webhooks.length + 1, ...webhookSchema.parse(request.body) };
    if (!(await ping(webhook))) return response.status(400).json({ code: 'woocommerce_rest_webhook' });
    webhooks.push(webhook);
    return response.status(201).json(webhook);
  });
  app.put('/wp-json/wc/v3/webhooks/:id', async (request, response) => {
    const webhook = webhooks.find(({ id }) => id === Number(request.params.id));
    if (webhook === undefined || !(await ping(webhook))) return response.status(400).json({});
    webhook.status = 'active';
    return response.json(webhook);
  });
  app.delete('/wp-json/wc/v3/webhooks/:id', (request, response) => {
    const at = webhooks.findIndex(({ id }) => id === Number(request.params.id));
    if (at === -1) return response.status(404).json({ code: 'woocommerce_rest_shop_webhook_invalid_id' });
    return response.json(webhooks.splice(at, 1)[0]);
  });
  for (const kind of ['orders', 'customers', 'products'] as const)
    app.get(`/wp-json/wc/v3/${kind}`, list(kind));
  addCouponRoutes(app, coupons);

  const fake: FakeWoocommerce = {
    url,
    documents,
    webhooks,
    coupons,
    asked,
    homeUrl: url,
    agree: async (authorizeUrl, changes = {}) => {
      const query = new URL(authorizeUrl).searchParams;
      const [key, secret] = [
        `ck_${randomBytes(20).toString('hex')}`,
        `cs_${randomBytes(20).toString('hex')}`,
      ];
      keys.set(key, secret);
      const body = {
        key_id: 1,
        user_id: query.get('user_id'),
        consumer_key: key,
        consumer_secret: secret,
        key_permissions: query.get('scope'),
        ...changes,
      };
      const response = await fetch(query.get('callback_url') ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (response.status !== 200) keys.delete(key);
      return response.status;
    },
    deliver: async (topic, document, headers = {}) => {
      const body = JSON.stringify(document);
      const statuses: number[] = [];
      for (const webhook of webhooks.filter((one) => one.topic === topic && one.status === 'active')) {
        deliveries += 1;
        const response = await fetch(webhook.delivery_url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-wc-webhook-source': `${url}/`,
            'x-wc-webhook-topic': topic,
            'x-wc-webhook-resource': topic.split('.')[0] ?? '',
            'x-wc-webhook-event': topic.split('.')[1] ?? '',
            'x-wc-webhook-signature': sign(body, webhook.secret),
            'x-wc-webhook-id': String(webhook.id),
            'x-wc-webhook-delivery-id': `d${deliveries}`,
            ...headers,
          },
          body,
        });
        statuses.push(response.status);
      }
      return statuses;
    },
    fail: (times) => {
      failures = times;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return fake;
};
