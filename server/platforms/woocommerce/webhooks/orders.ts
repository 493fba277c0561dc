import { z } from 'zod';
import type { LineItem, Order } from '../../../shop/catalog.ts';
import type { PersonFacts, StoreFact } from '../../../shop/facts.ts';
import { shareOf } from '../../../shop/order-discounts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import { amount, gmt, id, idOrNone, parsePayload, text, title } from './payload.ts';
import type { WooContext, WooHandler } from './payload.ts';

const billing = z.object({
  email: text,
  first_name: text,
  last_name: text,
  phone: text,
  country: text,
});

const orderSchema = z.object({
  id,
  number: text,
  status: z.string(),
  currency: z.string(),
  date_created_gmt: gmt,
  date_modified_gmt: gmt,
  date_paid_gmt: gmt,
  date_completed_gmt: gmt,
  total: amount,
  customer_id: idOrNone,
  billing: billing.nullish(),
  line_items: z
    .array(
      z.object({
        product_id: idOrNone,
        variation_id: idOrNone,
        name: title,
        sku: text,
        quantity: z.number(),
        price: amount,
      }),
    )
    .nullish(),
  refunds: z.array(z.object({ id, total: amount })).nullish(),
  coupon_lines: z.array(z.object({ code: z.string(), discount: amount, discount_tax: amount })).nullish(),
  meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).nullish(),
});
type WooOrder = z.output<typeof orderSchema>;

/** What a form on the checkout may write beside the order: WooCommerce itself knows no consent. */
const optInKey = '_encore_marketing_opt_in';

/** Not yet an order: the block checkout makes one of these as soon as somebody types. */
const draft = 'checkout-draft';
const undone: ReadonlySet<string> = new Set(['cancelled', 'failed', 'refunded', 'trash']);

const personOf = ({ customer_id: customerId, billing: from }: WooOrder): PersonFacts => ({
  address: from?.email,
  customerId,
  firstName: from?.first_name,
  lastName: from?.last_name,
  phone: from?.phone,
  countryCode: from?.country,
});

const linesOf = (order: WooOrder): readonly LineItem[] =>
  (order.line_items ?? []).map((line) => ({
    productId: line.product_id,
    variantId: line.variation_id ?? line.product_id,
    sku: line.sku,
    title: line.name ?? '',
    quantity: line.quantity,
    price: line.price,
  }));

/** A draft and the order it becomes have one id: it is what ties them. */
const checkoutTokenOf = (orderId: string): string => `order-${orderId}`;

interface Read {
  readonly order: WooOrder;
  readonly person: PersonFacts;
  readonly updatedAt: Date;
  readonly stamp: string;
}

const checkoutFact = ({ order, person, updatedAt, stamp }: Read): StoreFact => ({
  kind: 'checkout',
  checkout: {
    token: checkoutTokenOf(order.id),
    address: person.address,
    customerId: person.customerId,
    phone: person.phone,
    countryCode: person.countryCode,
    lines: linesOf(order),
    total: { amount: order.total, currency: order.currency },
    createdAt: order.date_created_gmt ?? updatedAt,
    updatedAt,
  },
  person,
  stamp,
});

/** WooCommerce refunds sums, not products; only a whole refund says which products came back. */
const refundedOf = (order: WooOrder): readonly string[] =>
  order.status === 'refunded' ? [...new Set(linesOf(order).flatMap(({ productId }) => productId ?? []))] : [];

/** WooCommerce's `total` is what was ordered, whatever was paid back since; ours, like Shopify's, is what is left of it. */
const leftOf = (order: WooOrder): string => {
  const paidBack = (order.refunds ?? []).reduce((sum, { total }) => sum + Math.abs(Number(total)), 0);
  return paidBack === 0 ? order.total : Math.max(0, Number(order.total) - paidBack).toFixed(2);
};

/** A coupon takes off net sums and their tax; what is paid back takes the same share of it back. */
const discountsOf = (order: WooOrder): Order['discounts'] => {
  const kept = { whole: order.total, left: leftOf(order) };
  const taken = (order.coupon_lines ?? []).map(({ code, discount, discount_tax: tax }) => {
    const amount = (Number(discount) + Number(tax)).toFixed(2);
    return { code, amount, net: shareOf(amount, kept) };
  });
  return taken.length === 0 ? undefined : taken;
};

const orderFact = ({ order, person, updatedAt, stamp }: Read): StoreFact => ({
  kind: 'order',
  order: {
    id: order.id,
    name: `#${order.number ?? order.id}`,
    address: person.address,
    customerId: person.customerId,
    phone: person.phone,
    checkoutToken: checkoutTokenOf(order.id),
    lines: linesOf(order),
    total: { amount: leftOf(order), currency: order.currency },
    placedAt: order.date_created_gmt ?? updatedAt,
    updatedAt,
    cancelledAt: undone.has(order.status) ? updatedAt : undefined,
    fulfilledAt: order.date_completed_gmt,
    financialStatus: order.date_paid_gmt === undefined ? 'pending' : 'paid',
    test: false,
    refundedProductIds: refundedOf(order),
    discounts: discountsOf(order),
  },
  person,
  stamp,
});

const refundFacts = ({ order, updatedAt }: Read): readonly StoreFact[] =>
  (order.refunds ?? []).map((refund) => ({
    kind: 'refund',
    orderId: order.id,
    refundId: refund.id,
    productIds: refundedOf(order),
    at: updatedAt,
  }));

const optIn = ({ order, person, updatedAt }: Read): readonly StoreFact[] => {
  const said = (order.meta_data ?? []).find(({ key }) => key === optInKey)?.value;
  if (said !== 'yes' || person.address === undefined) return [];
  const statedAt = order.date_created_gmt ?? updatedAt;
  const statement = checkoutTokenOf(order.id);
  return [
    { kind: 'consent', consent: { person, state: 'subscribed', source: 'checkout', statement, statedAt } },
  ];
};

const read = (payload: unknown, { heardAt, digest }: WooContext): Read => {
  const order = parsePayload(orderSchema, payload);
  const updatedAt = order.date_modified_gmt ?? heardAt;
  return { order, person: personOf(order), updatedAt, stamp: stampOf({ updatedAt, digest }) };
};

export const orderHandler: WooHandler = {
  class: 'holds',
  interpret: (payload, context) => {
    const known = read(payload, context);
    if (known.order.status === draft) return [checkoutFact(known), ...optIn(known)];
    return [orderFact(known), ...optIn(known), ...refundFacts(known)];
  },
};

/** `{ "id": n }` and no more: an order that was thrown away was placed all the same. */
export const orderDeletedHandler: WooHandler = { class: 'normal', interpret: () => [] };
