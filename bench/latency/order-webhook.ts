import { createHmac } from 'node:crypto';
import { dispatchShop } from '../dispatch/world.ts';
import { tokenOf } from '../dispatch/seed-people.ts';
import { benchEnvironment } from '../processes/bench-environment.ts';

const secret = benchEnvironment('', '')['SHOPIFY_API_SECRET'] ?? '';

const orderOf = (number: number, at: Date) => ({
  id: 5_000_000 + number,
  name: `#${number}`,
  email: `person-${number}@mail.example`,
  checkout_token: tokenOf(number),
  created_at: at.toISOString(),
  updated_at: at.toISOString(),
  currency: 'EUR',
  total_price: '72.00',
  financial_status: 'paid',
  test: false,
  line_items: [],
});

/** The order of one of the seeded people, signed as Shopify signs it; resolves once it was answered 200. */
export const postOrder = async (port: number, number: number, at: Date): Promise<void> => {
  const body = JSON.stringify(orderOf(number, at));
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/shopify`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
      'x-shopify-shop-domain': dispatchShop,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': `order-${number}`,
      'x-shopify-triggered-at': at.toISOString(),
    },
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`an order was answered ${response.status}`);
};
