import { describe, expect, it } from '@jest/globals';
import {
  checkoutPayload,
  interpretPayload,
  line,
  orderPayload,
} from '../../testing/shop/shopify-payloads.ts';
import { webhookTopics } from './webhook-topics.ts';

describe('carts', () => {
  it('are facts without a person', () => {
    const facts = interpretPayload('carts/update', {
      id: 'c1',
      token: 'c1',
      line_items: [line],
      updated_at: null,
    });

    expect(facts).toMatchObject([
      {
        kind: 'cart',
        cart: { token: 'c1', updatedAt: new Date('2026-03-02T09:30:00Z'), lines: [{ quantity: 2 }] },
      },
    ]);
  });

  it('are refused without a token', () => {
    expect(() => interpretPayload('carts/create', { line_items: [] })).toThrow(
      expect.objectContaining({ code: 'payload_invalid' }),
    );
  });
});

describe('checkouts', () => {
  it('are known by their token, numbers as strings, times of their own', () => {
    const [fact] = interpretPayload('checkouts/create', checkoutPayload);

    expect(fact).toMatchObject({
      kind: 'checkout',
      person: { address: 'Mara@lumen.example' },
      checkout: {
        token: 'chk-1',
        cartToken: 'cart-1',
        recoveryUrl: 'https://lumen.example/recover?key=k',
        total: { amount: '48.00', currency: 'EUR' },
        createdAt: new Date('2026-03-02T08:00:00Z'),
        updatedAt: new Date('2026-03-02T09:00:00Z'),
        lines: [{ productId: '632910392', variantId: '808950810', price: '24.00' }],
      },
    });
  });

  it('fall back to the cart token, and to when they were triggered', () => {
    const [fact] = interpretPayload('checkouts/update', { token: null, cart_token: 'cart-1' });

    const at = new Date('2026-03-02T09:30:00Z');
    expect(fact).toMatchObject({
      kind: 'checkout',
      checkout: { token: 'cart-1', updatedAt: at, createdAt: at, lines: [], total: { amount: '0.00' } },
    });
  });

  it.each([
    [{ total_price: '421.88', subtotal_price: '398.00' }, '421.88'],
    [{ total_price: null, subtotal_price: '398.00' }, '398.00'],
    [{ line_items: [{ quantity: 3, price: '0.10' }, { price: 5 }] }, '5.30'],
    [{ total_price: 'much', line_items: [{ price: 'dear' }] }, '0.00'],
    [{ total_price: '0.00', line_items: [{ price: '5.00' }] }, '0.00'],
  ])('take the total from what there is (%j)', (amounts, amount) => {
    const [fact] = interpretPayload('checkouts/update', { token: 'chk-1', ...amounts });

    expect(fact).toMatchObject({ checkout: { total: { amount } } });
  });

  it('say that marketing is wanted only when the box is ticked and there is an address', () => {
    const ticked = interpretPayload('checkouts/update', {
      ...checkoutPayload,
      buyer_accepts_marketing: true,
    });
    const unticked = interpretPayload('checkouts/update', checkoutPayload);
    const silent = interpretPayload('checkouts/update', {
      ...checkoutPayload,
      buyer_accepts_marketing: null,
    });
    const nobody = interpretPayload('checkouts/update', {
      ...checkoutPayload,
      buyer_accepts_marketing: true,
      email: null,
    });

    expect(ticked[1]).toMatchObject({
      kind: 'consent',
      consent: {
        state: 'subscribed',
        statement: 'checkout:chk-1',
        statedAt: new Date('2026-03-02T09:00:00Z'),
      },
    });
    expect([unticked, silent, nobody].map((facts) => facts.length)).toEqual([1, 1, 1]);
  });

  it('are deleted by their cart token, which is all a deletion names', () => {
    const facts = interpretPayload('checkouts/delete', { id: '981820079255243537', cart_token: 'cart-1' });

    expect(facts).toMatchObject([{ kind: 'checkout-deleted', token: 'cart-1' }]);
    expect(interpretPayload('checkouts/delete', { id: '981820079255243537', cart_token: null })).toEqual([]);
  });
});

describe('orders', () => {
  it('keep ids beyond 2^53 digit by digit', () => {
    const [fact] = interpretPayload('orders/create', orderPayload);

    expect(fact).toMatchObject({
      kind: 'order',
      person: { customerId: '9007199254740993111', firstName: 'Mara', lastName: undefined },
      order: { id: '9007199254740993777', checkoutToken: 'chk-1', cartToken: undefined, test: false },
    });
  });

  it('are fulfilled when the last parcel left, not when half of it did', () => {
    const fulfillments = [
      { created_at: '2026-03-03T10:00:00Z', status: 'success' },
      { created_at: '2026-03-04T10:00:00Z', status: 'success' },
      { created_at: '2026-03-09T10:00:00Z', status: 'cancelled' },
    ];
    const whole = interpretPayload('orders/fulfilled', {
      ...orderPayload,
      fulfillment_status: 'fulfilled',
      fulfillments,
    });
    const half = interpretPayload('orders/partially_fulfilled', {
      ...orderPayload,
      fulfillment_status: 'partial',
      fulfillments,
    });

    expect(whole[0]).toMatchObject({ order: { fulfilledAt: new Date('2026-03-04T10:00:00Z') } });
    expect(half[0]).toMatchObject({ order: { fulfilledAt: undefined } });
  });

  it('leave out what was edited away', () => {
    const lines = [
      { ...line, current_quantity: 0 },
      { ...line, product_id: '7', current_quantity: 1 },
    ];

    const [fact] = interpretPayload('orders/updated', { ...orderPayload, line_items: lines });

    expect(fact).toMatchObject({ order: { lines: [{ productId: '7', quantity: 1 }] } });
  });

  it('tell of their refunds', () => {
    const refunds = [
      { id: '5', created_at: '2026-03-05T10:00:00Z', refund_line_items: [{ line_item: line }] },
    ];

    const facts = interpretPayload('orders/updated', { ...orderPayload, refunds });

    expect(facts[0]).toMatchObject({ order: { refundedProductIds: ['632910392'] } });
    expect(facts[1]).toMatchObject({ kind: 'refund', refundId: '5', productIds: ['632910392'] });
  });

  it('are a statement of their own, made when they were placed; test orders are none', () => {
    const said = { ...orderPayload, buyer_accepts_marketing: true };

    const facts = interpretPayload('orders/paid', said);
    const test = interpretPayload('orders/paid', { ...said, test: true });

    expect(facts[1]).toMatchObject({
      consent: { statement: 'order:9007199254740993777', statedAt: new Date('2026-03-02T09:05:00Z') },
    });
    expect(test).toHaveLength(1);
  });

  it('survive nulls wherever there can be any', () => {
    const nulls = Object.fromEntries(Object.keys(orderPayload).map((key) => [key, null]));

    const [fact] = interpretPayload('orders/create', { ...nulls, id: '1' });

    expect(fact).toMatchObject({ kind: 'order', order: { id: '1', lines: [], test: false } });
  });

  it('tell nothing when edited: the update comes by itself', () => {
    expect(interpretPayload('orders/edited', { order_edit: { id: '1' } })).toEqual([]);
  });

  it('are refunded by a topic of their own too', () => {
    const facts = interpretPayload('refunds/create', {
      id: '5',
      order_id: '9007199254740993777',
      created_at: null,
      refund_line_items: [{ line_item: line }, { line_item: null }],
    });

    expect(facts).toMatchObject([
      { kind: 'refund', orderId: '9007199254740993777', productIds: ['632910392'] },
    ]);
  });
});

describe('bad input', () => {
  it.each(['{"id":', '', '\u0000', '{"a":1}}'])('can not be decoded: %j', (text) => {
    expect(() => interpretPayload('orders/create', text)).toThrow(
      expect.objectContaining({ code: 'payload_undecodable' }),
    );
  });

  it.each([
    ['orders/create', 'null'],
    ['orders/create', '[]'],
    ['orders/create', '{"id":1,"line_items":"none"}'],
    ['orders/create', '{"id":1,"created_at":"yesterday"}'],
    ['checkouts/update', '{"token":null,"cart_token":null}'],
    ['products/update', '{"title":"Lamp"}'],
    ['refunds/create', '{"id":5}'],
  ])('has another shape than %s: %s', (topic, text) => {
    expect(() => interpretPayload(topic, text)).toThrow(expect.objectContaining({ code: 'payload_invalid' }));
  });

  it('names fields, never what is in them', () => {
    const attempt = (): unknown =>
      interpretPayload('customers/create', { id: '1', email: { hidden: 'mara@lumen.example' } });

    expect(attempt).toThrow(expect.objectContaining({ fields: { email: expect.any(String) } }));
    expect(attempt).toThrow(expect.not.stringContaining('mara'));
  });

  it('has no handler that falls over an empty object', () => {
    for (const topic of webhookTopics.keys()) {
      const outcome = ((): string => {
        try {
          interpretPayload(topic, {});
          return 'facts';
        } catch (error) {
          return error instanceof Error && 'code' in error ? String(error.code) : 'crash';
        }
      })();
      expect(['facts', 'payload_invalid']).toContain(outcome);
    }
  });
});
