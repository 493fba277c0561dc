import { createHash } from 'node:crypto';
import type { FarCheckout, FarLine, FarSideStore } from '../far-side-store.ts';
import { addressPayload } from './address-payload.ts';
import { customerPayload } from './customer-payload.ts';
import { numericId } from './json-body.ts';
import { timesQuantity, totalOf } from './money.ts';
import { inShopZone, inShopZoneOrNull } from './shop-time.ts';

const lineKey = (line: FarLine): string => createHash('md5').update(line.id).digest('hex');

const checkoutLine = (line: FarLine): object => ({
  applied_discounts: [],
  discount_allocations: [],
  key: lineKey(line),
  destination_location_id: null,
  fulfillment_service: 'manual',
  gift_card: false,
  grams: 250,
  origin_location_id: null,
  presentment_title: line.title,
  presentment_variant_title: line.variantTitle ?? '',
  product_id: numericId(line.productId),
  properties: null,
  quantity: line.quantity,
  requires_shipping: true,
  sku: line.sku,
  tax_lines: [],
  taxable: true,
  title: line.title,
  variant_id: numericId(line.variantId),
  variant_title: line.variantTitle ?? '',
  variant_price: line.price,
  vendor: line.vendor,
  user_id: null,
  unit_price_measurement: null,
  rank: null,
  compare_at_price: null,
  line_price: timesQuantity(line.price, line.quantity),
  price: line.price,
});

/** Where the buyer finds this checkout again, with the key that proves it came from their mail. */
export const recoveryUrl = (checkout: FarCheckout, shopUrl: string): string =>
  `${shopUrl}/checkouts/${checkout.token}/recover?key=${checkout.key}`;

const amounts = (checkout: FarCheckout): object => {
  const total = totalOf(checkout.lines);
  return {
    total_discounts: '0.00',
    total_line_items_price: total,
    total_price: total,
    total_tax: '0.00',
    subtotal_price: total,
    total_duties: null,
  };
};

const person = (checkout: FarCheckout, store: FarSideStore): object => {
  const customer = checkout.customerId === null ? undefined : store.customers.get(checkout.customerId);
  const address = customer === undefined ? null : addressPayload(customer);
  return {
    billing_address: address,
    shipping_address: address,
    ...(customer === undefined ? {} : { customer: customerPayload(customer, store.details) }),
  };
};

/** Body of `checkouts/create` and `checkouts/update` as of 2026-07: no numeric id, most things null. */
export const checkoutPayload = (checkout: FarCheckout, store: FarSideStore): object => ({
  token: checkout.token,
  cart_token: checkout.cartToken,
  email: checkout.email,
  gateway: null,
  buyer_accepts_marketing: checkout.acceptsMarketing,
  created_at: inShopZone(checkout.createdAt, store.details.zone),
  updated_at: inShopZone(checkout.updatedAt, store.details.zone),
  landing_site: null,
  note: null,
  note_attributes: [],
  referring_site: null,
  shipping_lines: [],
  taxes_included: true,
  total_weight: 250 * checkout.lines.length,
  currency: store.details.currency,
  completed_at: inShopZoneOrNull(checkout.completedAt, store.details.zone),
  closed_at: null,
  user_id: null,
  location_id: null,
  source_identifier: null,
  source_url: null,
  device_id: null,
  phone: null,
  customer_locale: store.details.locale,
  line_items: checkout.lines.map(checkoutLine),
  name: `#${checkout.token.slice(0, 12)}`,
  source: null,
  abandoned_checkout_url: recoveryUrl(checkout, store.details.url),
  discount_codes: [],
  tax_lines: [],
  source_name: 'web',
  presentment_currency: store.details.currency,
  buyer_accepts_sms_marketing: false,
  sms_marketing_phone: null,
  reservation_token: null,
  ...amounts(checkout),
  ...person(checkout, store),
});
