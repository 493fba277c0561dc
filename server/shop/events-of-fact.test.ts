import { describe, expect, it } from '@jest/globals';
import { asContactId } from '../lib/brand.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import {
  buildCheckoutFact,
  buildLine,
  buildOrderFact,
  buildPerson,
  buildProductFact,
  builtAt,
  minutesLater,
} from '../testing/shop/build-facts.ts';
import { eventsOfFact, mergedEvent, redactedEvent } from './events-of-fact.ts';
import type { StoreFact } from './facts.ts';
import type { StoreEvent } from './store-event.ts';

const mara = asContactId('mara');
const eventsOf = (fact: StoreFact, shop = lumen): readonly StoreEvent[] =>
  eventsOfFact({ shop, fact, contact: mara, source: 'webhook' });
const typesOf = (fact: StoreFact): readonly string[] => eventsOf(fact).map(({ type }) => type);
const idOf = (fact: StoreFact, shop = lumen): string => eventsOf(fact, shop)[0]?.id ?? '';

describe('what happened, told by a fact', () => {
  it('is the checkout, at its own time, about its token', () => {
    const lines = [buildLine(), buildLine({ productId: 'p2' }), buildLine({ productId: undefined })];
    const [event] = eventsOf(buildCheckoutFact({ lines, updatedAt: minutesLater(3) }));

    expect(event).toMatchObject({
      shop: lumen,
      type: 'checkout.updated',
      about: 'checkout-1',
      contact: mara,
      at: minutesLater(3),
      sources: ['webhook'],
      data: { token: 'checkout-1', productIds: ['p1', 'p2'], lines: 3, total: '24.00', completedAt: null },
    });
  });

  it('holds nothing personal', () => {
    const told = [buildCheckoutFact(), buildOrderFact()].flatMap((fact) => eventsOf(fact));

    expect(JSON.stringify(told)).not.toMatch(/mara@|Mara|recover/);
  });

  it.each([
    ['only placed', {}, ['order.placed']],
    ['fulfilled too', { fulfilledAt: builtAt }, ['order.placed', 'order.fulfilled']],
    ['cancelled too', { cancelledAt: builtAt }, ['order.placed', 'order.cancelled']],
    [
      'all of it',
      { fulfilledAt: builtAt, cancelledAt: builtAt },
      ['order.placed', 'order.fulfilled', 'order.cancelled'],
    ],
    ['nothing, being a test', { test: true, fulfilledAt: builtAt }, []],
  ])('is all that an order went through: %s', (_name, changes, expected) => {
    expect(typesOf(buildOrderFact(changes))).toEqual(expected);
  });

  it('is a cart, a product, a refund, a customer, a consent', () => {
    const cart = { token: 'cart-1', lines: [buildLine()], updatedAt: builtAt };
    const consent = {
      person: buildPerson(),
      state: 'subscribed',
      source: 'form',
      statedAt: builtAt,
    } as const;
    const facts: readonly StoreFact[] = [
      { kind: 'cart', cart },
      buildProductFact(),
      { kind: 'refund', orderId: '5001', refundId: 'r1', productIds: ['p1'], at: builtAt },
      { kind: 'customer', person: buildPerson(), at: builtAt },
      { kind: 'consent', consent },
    ];

    expect(facts.flatMap(typesOf)).toEqual([
      'cart.updated',
      'product.updated',
      'order.refunded',
      'customer.updated',
      'consent.changed',
    ]);
  });

  it('is one event for each tag and each segment, about the customer', () => {
    const mark = {
      person: { customerId: '7' },
      did: 'tagged',
      names: ['vip', 'early'],
      at: builtAt,
    } as const;
    const events = eventsOf({ kind: 'mark', mark });
    const left = eventsOf({ kind: 'mark', mark: { ...mark, did: 'left-segment', names: ['5'] } });

    expect(events.map(({ type, about, data }) => [type, about, data])).toEqual([
      ['customer.tagged', '7', { tag: 'vip' }],
      ['customer.tagged', '7', { tag: 'early' }],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(left).toMatchObject([{ type: 'customer.left-segment', data: { segment: '5' } }]);
  });

  it('is no consent of somebody without an address', () => {
    const person = buildPerson({ address: undefined });
    const consent = { person, state: 'subscribed', source: 'form', statedAt: builtAt } as const;

    expect(eventsOf({ kind: 'consent', consent })).toEqual([]);
  });

  it.each<StoreFact>([
    { kind: 'checkout-deleted', token: 't', at: builtAt },
    { kind: 'product-deleted', id: 'p1', at: builtAt },
    { kind: 'data-request', source: 'platform', person: {}, requestId: '1', at: builtAt },
    { kind: 'redact-person', person: {}, orderIds: [], at: builtAt },
    { kind: 'shop-details', details: {}, at: builtAt },
    { kind: 'uninstalled', at: builtAt },
    { kind: 'shop-redacted', at: builtAt },
  ])('is nothing that starts a flow: $kind', (fact) => {
    expect(eventsOf(fact)).toEqual([]);
  });
});

describe('the id of what happened', () => {
  it('is the same however often it is heard, and by whom', () => {
    const again = eventsOfFact({ shop: lumen, fact: buildOrderFact(), source: 'poll' });

    expect(again[0]?.id).toBe(idOf(buildOrderFact()));
  });

  it('stays when an order changes, for it is placed once', () => {
    expect(idOf(buildOrderFact({ updatedAt: minutesLater(9), name: 'x' }))).toBe(idOf(buildOrderFact()));
  });

  it('changes with each version of a checkout', () => {
    expect(idOf(buildCheckoutFact({ updatedAt: minutesLater(1) }))).not.toBe(idOf(buildCheckoutFact()));
  });

  it('is another in another shop', () => {
    expect(idOf(buildOrderFact(), umbra)).not.toBe(idOf(buildOrderFact()));
  });

  it('tells two refunds of one order apart', () => {
    const refund = (refundId: string): StoreFact => ({
      kind: 'refund',
      orderId: '5001',
      refundId,
      productIds: [],
      at: builtAt,
    });

    expect(idOf(refund('r1'))).not.toBe(idOf(refund('r2')));
  });

  it('is one for a statement that is repeated, and a new one for each that is not', () => {
    const consent = (minute: number, statement?: string): StoreFact => ({
      kind: 'consent',
      consent: {
        person: buildPerson(),
        state: 'subscribed',
        source: 'form',
        statedAt: minutesLater(minute),
        statement,
      },
    });

    expect(idOf(consent(1, 'checkout:1'))).toBe(idOf(consent(2, 'checkout:1')));
    expect(idOf(consent(1))).not.toBe(idOf(consent(2)));
  });
});

describe('what happened to a person', () => {
  it('is one merge, whenever it is found out', () => {
    const pair = { from: asContactId('guest'), to: mara };

    const merged = mergedEvent(lumen, pair, builtAt);

    expect(mergedEvent(lumen, pair, minutesLater(5)).id).toBe(merged.id);
    expect(merged).toMatchObject({ contact: mara, data: { from: 'guest', into: 'mara' } });
  });

  it('is a redaction each time somebody asks for one', () => {
    const ids = [builtAt, minutesLater(5)].map((at) => redactedEvent(lumen, mara, at).id);

    expect(new Set(ids).size).toBe(2);
  });
});
