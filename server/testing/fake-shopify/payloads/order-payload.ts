import type { FarLine, FarOrder, FarShopDetails, FarSideStore } from '../far-side-store.ts';
import { addressPayload } from './address-payload.ts';
import { customerPayload } from './customer-payload.ts';
import { numericId } from './json-body.ts';
import { fromCents, moneySet, toCents, totalOf } from './money.ts';
import { inShopZone, inShopZoneOrNull } from './shop-time.ts';

const orderLine = (order: FarOrder, line: FarLine, currency: string): object => ({
  id: numericId(line.id),
  admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
  attributed_staffs: [],
  current_quantity: line.quantity,
  fulfillable_quantity: order.fulfilledAt === null ? line.quantity : 0,
  fulfillment_service: 'manual',
  fulfillment_status: order.fulfilledAt === null ? null : 'fulfilled',
  gift_card: false,
  grams: 250,
  name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
  price: line.price,
  price_set: moneySet(line.price, currency),
  product_exists: true,
  product_id: numericId(line.productId),
  properties: [],
  quantity: line.quantity,
  requires_shipping: true,
  sales_line_item_group_id: null,
  ...(line.subscription === true && { selling_plan_allocation: { selling_plan: { id: 1 } } }),
  sku: line.sku,
  taxable: true,
  title: line.title,
  total_discount: '0.00',
  total_discount_set: moneySet('0.00', currency),
  variant_id: numericId(line.variantId),
  variant_inventory_management: 'shopify',
  variant_title: line.variantTitle,
  vendor: line.vendor,
  tax_lines: [],
  duties: [],
  discount_allocations: [],
});

const fulfillments = (order: FarOrder, shop: FarShopDetails): readonly object[] =>
  order.fulfilledAt === null
    ? []
    : [
        {
          id: numericId(order.id) + 1n,
          admin_graphql_api_id: `gid://shopify/Fulfillment/${numericId(order.id) + 1n}`,
          created_at: inShopZone(order.fulfilledAt, shop.zone),
          location_id: null,
          name: `#${order.number}.1`,
          order_id: numericId(order.id),
          service: 'manual',
          shipment_status: null,
          status: 'success',
          tracking_company: null,
          tracking_numbers: [],
          updated_at: inShopZone(order.fulfilledAt, shop.zone),
          line_items: order.lines.map((line) => orderLine(order, line, shop.currency)),
        },
      ];

/** What was to be paid, what still counts of it, and what a code took off of each. */
export const orderAmounts = (order: FarOrder) => {
  const lines = totalOf(order.lines);
  const off = order.discount?.amount ?? '0.00';
  const total = fromCents(toCents(lines) - toCents(off));
  const isRefunded = order.refunded !== undefined;
  return {
    lines,
    total,
    off,
    current: isRefunded ? '0.00' : total,
    currentOff: isRefunded ? '0.00' : off,
  };
};

const amounts = (order: FarOrder, currency: string): Record<string, unknown> => {
  const { lines, total, off, current, currentOff } = orderAmounts(order);
  const plain = {
    current_subtotal_price: current,
    current_total_discounts: currentOff,
    current_total_price: current,
    current_total_tax: '0.00',
    subtotal_price: total,
    total_discounts: off,
    total_line_items_price: lines,
    total_price: total,
    total_tax: '0.00',
  };
  const sets: Record<string, unknown> = {};
  for (const [name, amount] of Object.entries(plain)) sets[`${name}_set`] = moneySet(amount, currency);
  return {
    ...plain,
    ...sets,
    total_shipping_price_set: moneySet('0.00', currency),
    total_outstanding: '0.00',
    total_tip_received: '0.00',
  };
};

const times = (order: FarOrder, zone: string): object => ({
  cancelled_at: inShopZoneOrNull(order.cancelledAt, zone),
  cancel_reason: order.cancelledAt === null ? null : 'customer',
  closed_at: null,
  created_at: inShopZone(order.placedAt, zone),
  processed_at: inShopZone(order.placedAt, zone),
  updated_at: inShopZone(order.updatedAt, zone),
});

const parties = (order: FarOrder, store: FarSideStore): object => {
  const customer = store.customers.get(order.customerId);
  const address = customer === undefined ? null : addressPayload(customer);
  return {
    contact_email: order.email,
    email: order.email,
    phone: null,
    billing_address: address,
    shipping_address: address,
    customer: customer === undefined ? null : customerPayload(customer, store.details),
  };
};

/** Body of every `orders/*` topic. */
export const orderPayload = (order: FarOrder, store: FarSideStore): object => ({
  id: numericId(order.id),
  admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
  app_id: null,
  browser_ip: null,
  buyer_accepts_marketing: order.acceptsMarketing,
  cart_token: order.cartToken,
  checkout_token: order.checkoutToken,
  client_details: null,
  confirmation_number: order.token.slice(0, 9).toUpperCase(),
  confirmed: true,
  currency: store.details.currency,
  customer_locale: store.details.locale,
  device_id: null,
  discount_codes:
    order.discount === undefined
      ? []
      : [{ code: order.discount.code, amount: order.discount.amount, type: 'percentage' }],
  duties_included: false,
  estimated_taxes: false,
  financial_status: 'paid',
  fulfillment_status: order.fulfilledAt === null ? null : 'fulfilled',
  landing_site: null,
  location_id: null,
  name: `#${order.number}`,
  note: null,
  note_attributes: [],
  number: order.number - 1000,
  order_number: order.number,
  order_status_url: `${store.details.url}/orders/${order.token}`,
  payment_gateway_names: ['bogus'],
  po_number: null,
  presentment_currency: store.details.currency,
  reference: null,
  referring_site: null,
  source_identifier: null,
  source_name: 'web',
  source_url: null,
  tags: '',
  tax_exempt: false,
  tax_lines: [],
  taxes_included: true,
  test: order.test,
  token: order.token,
  total_weight: 250 * order.lines.length,
  user_id: null,
  discount_applications: [],
  fulfillments: fulfillments(order, store.details),
  line_items: order.lines.map((line) => orderLine(order, line, store.details.currency)),
  payment_terms: null,
  refunds: [],
  shipping_lines: [],
  ...amounts(order, store.details.currency),
  ...times(order, store.details.zone),
  ...parties(order, store),
});
