import { createHash } from 'node:crypto';

const tokenOf = (email: string): string => createHash('md5').update(email).digest('hex');

const line = {
  key: 'k',
  product_id: 632910392,
  variant_id: 808950810,
  title: 'Field lamp',
  variant_title: 'Amber',
  vendor: 'Lumen',
  quantity: 1,
  price: '48.00',
  line_price: '48.00',
  sku: 'FL-A',
  gift_card: false,
  requires_shipping: true,
};

/** A checkout left at `at` by somebody who asked for mail; one per address, so its token is made from it. */
export const abandonedCheckout = (email: string, at: Date): object => ({
  token: tokenOf(email),
  cart_token: `cart-${tokenOf(email)}`,
  email,
  buyer_accepts_marketing: true,
  created_at: at.toISOString(),
  updated_at: at.toISOString(),
  completed_at: null,
  currency: 'EUR',
  presentment_currency: 'EUR',
  phone: null,
  customer_locale: 'en',
  line_items: [line],
  abandoned_checkout_url: `https://encore-demo.myshopify.com/checkouts/${tokenOf(email)}/recover?key=secret`,
  total_price: '48.00',
  subtotal_price: '48.00',
  customer: null,
  billing_address: null,
  shipping_address: null,
});

/** The order of that checkout. */
export const orderOfCheckout = (id: number, email: string, at: Date): object => ({
  id,
  admin_graphql_api_id: `gid://shopify/Order/${id}`,
  name: `#${id}`,
  email,
  contact_email: email,
  checkout_token: tokenOf(email),
  cart_token: `cart-${tokenOf(email)}`,
  buyer_accepts_marketing: true,
  created_at: at.toISOString(),
  processed_at: at.toISOString(),
  updated_at: at.toISOString(),
  cancelled_at: null,
  currency: 'EUR',
  total_price: '48.00',
  current_total_price: '48.00',
  financial_status: 'paid',
  fulfillment_status: null,
  fulfillments: [],
  refunds: [],
  phone: null,
  test: false,
  customer: null,
  line_items: [{ ...line, id, current_quantity: 1 }],
});
