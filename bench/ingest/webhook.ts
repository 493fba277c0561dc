import { createHmac } from 'node:crypto';

export const webhookSecret = 'bench secret';
export const webhookShop = 'bench-shop.myshopify.com';
const bodyBytes = 3728;

const line = (id: number) => ({
  id,
  product_id: 632_910_392,
  variant_id: 808_950_810,
  sku: 'NL-A',
  title: 'Night lamp',
  variant_title: 'Amber',
  vendor: 'Lumen',
  quantity: 2,
  price: '24.00',
  line_price: '48.00',
  properties: null,
  requires_shipping: true,
  taxable: true,
  tax_lines: [],
  discount_allocations: [],
});

const checkout = {
  token: 'bench-checkout',
  cart_token: 'bench-cart',
  email: 'mara@lumen.example',
  phone: null,
  buyer_accepts_marketing: true,
  created_at: '2026-03-02T09:00:00+01:00',
  updated_at: '2026-03-02T10:00:00+01:00',
  completed_at: null,
  customer_locale: 'de-DE',
  currency: 'EUR',
  presentment_currency: 'EUR',
  total_price: '192.00',
  abandoned_checkout_url: 'https://lumen.example/checkouts/bench/recover?key=k',
  line_items: [line(1), line(2), line(3), line(4)],
  customer: { id: 115_310_627, email: 'mara@lumen.example', first_name: 'Mara', last_name: 'Lind' },
  note: '',
};

/** A checkout as long as a real one. */
const body = Buffer.from(
  JSON.stringify({ ...checkout, note: 'n'.repeat(bodyBytes - JSON.stringify(checkout).length) }),
);
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
