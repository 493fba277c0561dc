import { createHmac } from 'node:crypto';
import { checkoutBody } from '../harness/checkout-body.ts';

export const webhookSecret = 'bench secret';
export const webhookShop = 'bench-shop.myshopify.com';

const body = checkoutBody({
  token: 'bench-checkout',
  email: 'mara@lumen.example',
  customerId: 115_310_627,
  createdAt: '2026-03-02T09:00:00+01:00',
  updatedAt: '2026-03-02T10:00:00+01:00',
});
const signature = createHmac('sha256', webhookSecret).update(body).digest('base64');

const head = (deliveryId: string): string =>
  [
    'POST /webhooks/shopify HTTP/1.1',
    'host: 127.0.0.1',
    'connection: keep-alive',
    'content-type: application/json',
    `content-length: ${body.length}`,
    'x-shopify-topic: checkouts/update',
    `x-shopify-hmac-sha256: ${signature}`,
    `x-shopify-shop-domain: ${webhookShop}`,
    'x-shopify-api-version: 2026-07',
    `x-shopify-webhook-id: ${deliveryId}`,
    `x-shopify-event-id: event-${deliveryId}`,
    'x-shopify-triggered-at: 2026-03-02T09:00:01.000Z',
    '\r\n',
  ].join('\r\n');

/** The bytes of one signed delivery. */
export const webhookRequest = (deliveryId: string): Buffer =>
  Buffer.concat([Buffer.from(head(deliveryId)), body]);
