import type { LineItem, Order } from '../../../shop/catalog.ts';
import type { FactOf, PersonFacts, StoreFact } from '../../../shop/facts.ts';
import { shareOf } from '../../../shop/order-discounts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import { linesOf } from './line-payload.ts';
import { orderSchema, refundedProducts } from './order-payload.ts';
import type { OrderPayload } from './order-payload.ts';
import { parsePayload } from './payload.ts';
import type { WebhookContext, WebhookHandler } from './payload.ts';
import { personOfBuyer } from './person-payload.ts';

/** When the last parcel left; only once nothing is left to send. */
const fulfilledAtOf = (order: OrderPayload, { topic, triggeredAt }: WebhookContext): Date | undefined => {
  if (order.fulfillment_status !== 'fulfilled' && topic !== 'orders/fulfilled') return undefined;
  const times = order.fulfillments.flatMap(({ created_at: at, status }) =>
    at === undefined || status === 'cancelled' ? [] : [at.getTime()],
  );
  return times.length > 0 ? new Date(Math.max(...times)) : (order.updated_at ?? triggeredAt);
};

const linesIn = ({ line_items: lines, source_name: source }: OrderPayload): readonly LineItem[] =>
  source?.startsWith('subscription_contract') === true
    ? linesOf(lines).map((line) => ({ ...line, subscription: true }))
    : linesOf(lines);

/** What refunds and edits took back of all discounts, they took back of each. */
const discountsOf = ({
  discount_codes: codes,
  total_discounts: whole = '0',
  current_total_discounts: left = whole,
}: OrderPayload): Order['discounts'] =>
  codes.length === 0
    ? undefined
    : codes.map(({ code, amount }) => ({ code, amount, net: shareOf(amount, { whole, left }) }));

const orderFact = (body: OrderPayload, person: PersonFacts, context: WebhookContext): FactOf<'order'> => {
  const updatedAt = body.updated_at ?? context.triggeredAt;
  return {
    kind: 'order',
    person,
    stamp: stampOf({ updatedAt, triggeredAt: context.triggeredAt, digest: context.digest }),
    order: {
      id: body.id,
      name: body.name ?? `#${body.id}`,
      address: person.address,
      phone: person.phone,
      customerId: person.customerId,
      checkoutToken: body.checkout_token,
      cartToken: body.cart_token,
      lines: linesIn(body),
      total: { amount: body.current_total_price ?? body.total_price, currency: body.currency ?? '' },
      placedAt: body.created_at ?? updatedAt,
      updatedAt,
      cancelledAt: body.cancelled_at,
      fulfilledAt: fulfilledAtOf(body, context),
      financialStatus: body.financial_status,
      test: body.test === true,
      refundedProductIds: [...new Set(body.refunds.flatMap(refundedProducts))],
      discounts: discountsOf(body),
    },
  };
};

/** Every order is a statement of its own, made when it was placed. */
const optInOf = (body: OrderPayload, { person, order }: FactOf<'order'>): readonly StoreFact[] => {
  if (body.buyer_accepts_marketing !== true || order.test || person.address === undefined) return [];
  const statement = `order:${order.id}`;
  const consent = {
    person,
    state: 'subscribed',
    source: 'order',
    statement,
    statedAt: order.placedAt,
  } as const;
  return [{ kind: 'consent', consent }];
};

const refundsOf = (body: OrderPayload, { order }: FactOf<'order'>): readonly StoreFact[] =>
  body.refunds.map((refund) => ({
    kind: 'refund',
    orderId: order.id,
    refundId: refund.id,
    productIds: refundedProducts(refund),
    at: refund.created_at ?? order.updatedAt,
  }));

/** All topics that carry a whole order: the latest one told wins, whichever topic told it. */
export const orderHandler: WebhookHandler = {
  class: 'holds',
  interpret: (payload, context) => {
    const body = parsePayload(orderSchema, payload);
    const person = personOfBuyer({ ...body, email: body.email ?? body.contact_email });
    const fact = orderFact(body, person, context);
    return [fact, ...optInOf(body, fact), ...refundsOf(body, fact)];
  },
};

/** Tells what was edited, not the order; `orders/updated` comes with it. */
export const orderEditedHandler: WebhookHandler = { class: 'normal', interpret: () => [] };
