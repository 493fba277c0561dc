import { afterEach, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createWebhookSender } from './webhook-sender.ts';
import type { WebhookDelivery, WebhookSender } from './webhook-sender.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const thing of open.splice(0)) thing.close();
});

/** An app that answers with the given codes in turn, then with 200. */
const startApp = async (codes: number[] = []): Promise<{ url: string; received: Received[] }> => {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(codes.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => server.close() });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received };
};

const openSender = (
  appUrl: string,
  events: { queued?: WebhookDelivery[]; delivered?: string[] } = {},
): WebhookSender => {
  const sender = createWebhookSender({
    shop: 'lumen.myshopify.com',
    apiSecret: 'secret',
    appUrl,
    backoffMs: 5,
    onQueued: (delivery) => events.queued?.push(delivery),
    onDelivered: (id) => events.delivered?.push(id),
  });
  open.push(sender);
  return sender;
};

const at = new Date('2026-07-01T10:00:00Z');

describe('webhook sender', () => {
  it('signs the raw bytes and names topic, shop, version, delivery and time', async () => {
    const app = await startApp();
    const sender = openSender(app.url);

    const delivery = sender.send('orders/create', { id: 820982911946154508n, name: 'Grüße' }, at);
    await sender.settled(2000);

    const [request] = app.received;
    const expected = createHmac('sha256', 'secret')
      .update(request?.body ?? '')
      .digest('base64');
    expect(request?.path).toBe('/webhooks/shopify');
    expect(request?.body.toString()).toBe('{"id":820982911946154508,"name":"Grüße"}');
    expect(request?.headers).toMatchObject({
      'x-shopify-hmac-sha256': expected,
      'x-shopify-topic': 'orders/create',
      'x-shopify-shop-domain': 'lumen.myshopify.com',
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': delivery.id,
      'x-shopify-triggered-at': '2026-07-01T10:00:00.000Z',
    });
  });

  it('tries again with the same id and body until the app takes it', async () => {
    const app = await startApp([503, 500, 302]);
    const events = { delivered: new Array<string>() };
    const sender = openSender(app.url, events);

    const delivery = sender.send('checkouts/create', { token: 'abc' }, at);
    const isSettled = await sender.settled(3000);

    expect(isSettled).toBe(true);
    expect(app.received).toHaveLength(4);
    expect(new Set(app.received.map(({ headers }) => headers['x-shopify-webhook-id']))).toEqual(
      new Set([delivery.id]),
    );
    expect(events.delivered).toEqual([delivery.id]);
  });

  it('keeps what it cannot deliver and says so', async () => {
    const sender = openSender('http://127.0.0.1:9');

    sender.send('checkouts/create', {}, at);

    expect(await sender.settled(60)).toBe(false);
    expect(sender.pending()).toBe(1);
  });

  it('takes up what an earlier run left', async () => {
    const app = await startApp();
    const events: { queued: WebhookDelivery[] } = { queued: [] };
    openSender('http://127.0.0.1:9', events).send('orders/create', { id: 1 }, at);
    const later = openSender(app.url);

    later.resume(events.queued);
    await later.settled(2000);

    expect(app.received[0]?.headers['x-shopify-webhook-id']).toBe(events.queued[0]?.id);
  });

  it('does not let one refused delivery hold up the others', async () => {
    const app = await startApp([401, 401, 401]);
    const sender = openSender(app.url);

    for (const id of [1, 2, 3, 4, 5, 6]) sender.send('orders/create', { id }, at);
    await sender.settled(3000);

    expect(new Set(app.received.map(({ body }) => body.toString())).size).toBe(6);
  });
});
