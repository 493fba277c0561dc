import { asShopId } from '../../server/lib/brand.ts';
import type { NewDelivery } from '../../server/shop/delivery.ts';

export const applyShop = asShopId('bench-apply.myshopify.com');

const dayMs = 86_400_000;
const line = (number: number, part: number) => ({
  id: number * 10 + part,
  product_id: 632_910_000 + ((number * 31 + part) % 500),
  variant_id: 808_950_000 + ((number * 31 + part) % 500),
  title: `Lamp ${(number * 31 + part) % 500}`,
  variant_title: 'Amber',
  vendor: 'Lumen',
  sku: `NL-${part}`,
  quantity: 1,
  current_quantity: 1,
  price: '24.00',
  grams: 400,
  requires_shipping: true,
  taxable: true,
  properties: [],
  tax_lines: [],
  discount_allocations: [],
});

/** An order that nobody saw coming, of somebody new: contact, order and store event are all made by it. */
const orderOf = (name: string, number: number, at: string) => ({
  id: number,
  admin_graphql_api_id: `gid://shopify/Order/${number}`,
  name: `#${number}`,
  email: `Person-${name}@mail.example`,
  contact_email: `Person-${name}@mail.example`,
  checkout_token: `checkout-${name}`,
  cart_token: `cart-${name}`,
  created_at: at,
  processed_at: at,
  updated_at: at,
  cancelled_at: null,
  test: false,
  currency: 'EUR',
  total_price: '48.00',
  current_total_price: '48.00',
  financial_status: 'paid',
  fulfillment_status: null,
  buyer_accepts_marketing: false,
  customer_locale: 'en',
  customer: {
    id: number,
    email: `Person-${name}@mail.example`,
    first_name: 'Mara',
    last_name: `No ${number}`,
  },
  billing_address: { country_code: 'DE', city: 'Berlin', zip: '10115', address1: 'Lampenweg 1' },
  shipping_address: { country_code: 'DE', city: 'Berlin', zip: '10115', address1: 'Lampenweg 1' },
  line_items: [line(number, 1), line(number, 2)],
  refunds: [],
  fulfillments: [],
  note_attributes: [],
  shipping_lines: [],
  tax_lines: [],
});

/** As its web process stores them. */
export const newOrder = (round: number, index: number, now: Date): NewDelivery => {
  const name = `${round}-${index}`;
  const at = new Date(now.getTime() - dayMs).toISOString();
  return {
    shop: applyShop,
    deliveryId: `delivery-${name}`,
    topic: 'shopify:orders/create',
    class: 'holds',
    body: Buffer.from(JSON.stringify(orderOf(name, round * 1_000_000 + index + 1, at))),
    headers: { 'triggered-at': at, 'api-version': '2026-07', 'event-id': `event-${name}` },
    state: 'stored',
  };
};
