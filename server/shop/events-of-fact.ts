import type { ContactId, ShopId } from '../lib/brand.ts';
import { digest } from '../lib/digest.ts';
import type { JsonObject } from '../lib/json.ts';
import type { LineItem } from './catalog.ts';
import type { FactOf, StoreFact } from './facts.ts';
import { addressDigest } from './person-digest.ts';
import type { StoreEvent, StoreEventType } from './store-event.ts';

/** A fact on its way in: whose it is was found out before. */
export interface HeardFact<Fact extends StoreFact = StoreFact> {
  readonly shop: ShopId;
  readonly fact: Fact;
  readonly contact?: ContactId | undefined;
  readonly source: string;
}

interface Sketch {
  readonly type: StoreEventType;
  readonly about: string;
  readonly at: Date;
  /** What makes it another fact about the same thing; empty when it can happen once only. */
  readonly version?: string;
  readonly data?: JsonObject;
}

/** `version` tells facts about one thing apart; empty when it can happen once only. */
const eventIdOf = (
  shop: ShopId,
  { type, about, version = '' }: Pick<Sketch, 'type' | 'about' | 'version'>,
): string => digest(shop, type, about, version);

const eventOf = ({ shop, contact, source }: HeardFact, sketch: Sketch): StoreEvent => {
  const { type, about, at, data = {} } = sketch;
  return {
    id: eventIdOf(shop, sketch),
    shop,
    type,
    about,
    contact,
    at,
    data,
    sources: [source],
  };
};

const productIdsOf = (lines: readonly LineItem[]): readonly string[] => [
  ...new Set(lines.flatMap(({ productId }) => productId ?? [])),
];

const linesOf = (lines: readonly LineItem[]): readonly JsonObject[] =>
  lines.map(({ productId = null, variantId = null, quantity }) => ({ productId, variantId, quantity }));

const ofCheckout = (heard: HeardFact, { checkout }: FactOf<'checkout'>): readonly StoreEvent[] => [
  eventOf(heard, {
    type: 'checkout.updated',
    about: checkout.token,
    at: checkout.updatedAt,
    version: checkout.updatedAt.toISOString(),
    data: {
      token: checkout.token,
      cartToken: checkout.cartToken ?? null,
      productIds: productIdsOf(checkout.lines),
      lines: checkout.lines.length,
      total: checkout.total.amount,
      createdAt: checkout.createdAt.toISOString(),
      completedAt: checkout.completedAt?.toISOString() ?? null,
    },
  }),
];

/** Test orders never count for anything, so they make no events. */
const ofOrder = (heard: HeardFact, { order }: FactOf<'order'>): readonly StoreEvent[] => {
  if (order.test) return [];
  const { id, checkoutToken = null, cartToken = null, placedAt, fulfilledAt, cancelledAt } = order;
  const data = { orderId: id, checkoutToken, cartToken, lines: linesOf(order.lines), test: false };
  return [
    eventOf(heard, { type: 'order.placed', about: id, at: placedAt, data }),
    ...(fulfilledAt === undefined
      ? []
      : [eventOf(heard, { type: 'order.fulfilled', about: id, at: fulfilledAt, data })]),
    ...(cancelledAt === undefined
      ? []
      : [eventOf(heard, { type: 'order.cancelled', about: id, at: cancelledAt, data: { orderId: id } })]),
  ];
};

const ofRefund = (heard: HeardFact, fact: FactOf<'refund'>): StoreEvent => {
  const { orderId, refundId, productIds, at } = fact;
  return eventOf(heard, {
    type: 'order.refunded',
    about: orderId,
    at,
    version: refundId,
    data: { orderId, refundId, productIds },
  });
};

const ofConsent = (heard: HeardFact, { consent }: FactOf<'consent'>): readonly StoreEvent[] => {
  const { person, state, source, statedAt, statement } = consent;
  if (person.address === undefined) return [];
  return [
    eventOf(heard, {
      type: 'consent.changed',
      about: addressDigest(heard.shop, person.address),
      at: statedAt,
      version: statement ?? `${statedAt.toISOString()}:${state}`,
      data: { state, source },
    }),
  ];
};

const ofVisit = (heard: HeardFact, { visit }: FactOf<'visit'>): readonly StoreEvent[] => {
  const { id: version, visitor, did, productIds, checkoutToken, at } = visit;
  const tell = (sketch: Pick<Sketch, 'type' | 'about' | 'data'>): StoreEvent => ({
    ...eventOf(heard, { ...sketch, at, version }),
    visitor,
  });
  switch (did) {
    case 'viewed-product':
      return productIds.map((about) =>
        tell({ type: 'product.viewed', about, data: { productId: about, productIds: [about] } }),
      );
    case 'filled-cart':
      return [tell({ type: 'cart.updated', about: visitor, data: { productIds } })];
    case 'began-checkout':
      return [tell({ type: 'checkout.updated', about: checkoutToken ?? visitor, data: { productIds } })];
  }
};

const ofStock = (heard: HeardFact, { stock }: FactOf<'stock'>): StoreEvent => {
  const { productId: about, variantId, at } = stock;
  return eventOf(heard, { type: 'product.updated', about, at, version: `${at.toISOString()}:${variantId}` });
};

const ofMark = (heard: HeardFact, { mark }: FactOf<'mark'>): readonly StoreEvent[] => {
  const { person, did, names, at } = mark;
  const what = did.endsWith('tagged') ? 'tag' : 'segment';
  return names.map((name) =>
    eventOf(heard, {
      type: `customer.${did}`,
      about: person.customerId ?? heard.contact ?? '',
      at,
      version: `${at.toISOString()}:${name}`,
      data: { [what]: name },
    }),
  );
};

/** What happened, by ids that are the same however often and in whatever order it is heard. */
export const eventsOfFact = (heard: HeardFact): readonly StoreEvent[] => {
  const { fact } = heard;
  switch (fact.kind) {
    case 'checkout':
      return ofCheckout(heard, fact);
    case 'cart': {
      const { token, updatedAt, lines } = fact.cart;
      const data = { token, productIds: productIdsOf(lines), lines: lines.length };
      const version = updatedAt.toISOString();
      return [eventOf(heard, { type: 'cart.updated', about: token, at: updatedAt, version, data })];
    }
    case 'visit':
      return ofVisit(heard, fact);
    case 'order':
      return ofOrder(heard, fact);
    case 'refund':
      return [ofRefund(heard, fact)];
    case 'product': {
      const { id, updatedAt } = fact.product;
      const version = updatedAt.toISOString();
      return [eventOf(heard, { type: 'product.updated', about: id, at: updatedAt, version })];
    }
    case 'stock':
      return [ofStock(heard, fact)];
    case 'mark':
      return ofMark(heard, fact);
    case 'customer': {
      const about = fact.person.customerId ?? heard.contact ?? '';
      return [
        eventOf(heard, { type: 'customer.updated', about, at: fact.at, version: fact.at.toISOString() }),
      ];
    }
    case 'consent':
      return ofConsent(heard, fact);
    case 'flow-request': {
      const { name, request: version, at } = fact;
      return [eventOf(heard, { type: 'flow.requested', about: name, at, version, data: { name } })];
    }
    case 'customers-merged':
    case 'scopes':
    case 'preferences':
    case 'checkout-deleted':
    case 'product-deleted':
    case 'data-request':
    case 'redact-person':
    case 'shop-details':
    case 'settings':
    case 'subscription':
    case 'uninstalled':
    case 'shop-redacted':
      return [];
  }
};

/** Its enrollments are to be re-keyed from `from` to the contact. */
export const mergedEvent = (
  shop: ShopId,
  pair: { from: ContactId; to: ContactId },
  at: Date,
): StoreEvent => ({
  id: eventIdOf(shop, { type: 'contact.merged', about: pair.from }),
  shop,
  type: 'contact.merged',
  about: pair.from,
  contact: pair.to,
  at,
  data: { from: pair.from, into: pair.to },
  sources: ['webhook'],
});

export const redactedEvent = (shop: ShopId, contact: ContactId, at: Date): StoreEvent => ({
  id: eventIdOf(shop, { type: 'contact.redacted', about: contact, version: at.toISOString() }),
  shop,
  type: 'contact.redacted',
  about: contact,
  contact,
  at,
  data: {},
  sources: ['webhook'],
});
