import { lumen } from './build-delivery.ts';
import type { StoreFact } from '../../shop/facts.ts';
import { interpretShopifyWebhook } from '../../platforms/shopify/interpret-webhook.ts';

export const line = {
  id: '704912205188288575',
  product_id: '632910392',
  variant_id: '808950810',
  sku: 'NL-A',
  title: 'Night lamp',
  variant_title: 'Amber',
  vendor: 'Lumen',
  quantity: 2,
  price: '24.00',
  properties: null,
};

export const checkoutPayload = {
  token: 'chk-1',
  cart_token: 'cart-1',
  email: 'Mara@lumen.example',
  phone: null,
  buyer_accepts_marketing: false,
  created_at: '2026-03-02T09:00:00+01:00',
  updated_at: '2026-03-02T10:00:00+01:00',
  completed_at: null,
  customer_locale: null,
  currency: 'EUR',
  presentment_currency: 'EUR',
  total_price: '48.00',
  abandoned_checkout_url: 'https://lumen.example/recover?key=k',
  line_items: [line],
  customer: null,
  shipping_address: null,
};

export const orderPayload = {
  id: '9007199254740993777',
  name: '#1001',
  email: 'mara@lumen.example',
  contact_email: 'mara@lumen.example',
  checkout_token: 'chk-1',
  cart_token: null,
  buyer_accepts_marketing: false,
  created_at: '2026-03-02T10:05:00+01:00',
  updated_at: '2026-03-02T10:06:00+01:00',
  cancelled_at: null,
  currency: 'EUR',
  current_total_price: '48.00',
  total_price: '48.00',
  financial_status: 'pending',
  fulfillment_status: null,
  fulfillments: [],
  refunds: [],
  test: false,
  customer: { id: '9007199254740993111', email: 'mara@lumen.example', first_name: 'Mara', last_name: null },
  line_items: [{ ...line, current_quantity: 2 }],
};

/** Ids beyond 2^53 stand as bare numbers on the wire: the digits of quoted ids lose their quotes. */
const wireText = (payload: object): string =>
  JSON.stringify(payload).replaceAll(/"((?:id|\w+_id))":"(\d+)"/g, '"$1":$2');

export const interpretPayload = (topic: string, payload: object | string): readonly StoreFact[] =>
  interpretShopifyWebhook({
    id: `${lumen}/1`,
    shop: lumen,
    deliveryId: '1',
    topic: `shopify:${topic}`,
    class: 'normal',
    body: Buffer.from(typeof payload === 'string' ? payload : wireText(payload)),
    headers: { 'triggered-at': '2026-03-02T09:30:00.000Z' },
    state: 'stored',
    receivedAt: new Date('2026-03-02T09:31:00.000Z'),
    failures: 0,
  });
