import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createManualClock } from '../../lib/clock.ts';
import { parseJson } from '../../lib/json.ts';
import { createFarSideStore } from './far-side-store.ts';
import type { FarChange } from './far-side-store.ts';
import { sampleCustomer, sampleProduct, sampleShop } from './far-side-samples.ts';
import { jsonBody } from './payloads/json-body.ts';
import { createShopFloor } from './shop-floor.ts';

const body = z.record(z.string(), z.unknown());

const openFloor = () => {
  const changes: FarChange[] = [];
  const store = createFarSideStore(sampleShop, (change) => changes.push(change));
  const clock = createManualClock(new Date('2026-07-01T10:00:00Z'));
  const sent: { topic: string; text: string; body: Record<string, unknown>; at: string }[] = [];
  const send = (topic: string, payload: object, at: Date) => {
    const text = jsonBody(payload);
    sent.push({ topic, text, body: body.parse(parseJson(text)), at: at.toISOString() });
    return { id: '1', eventId: '2', topic, body: text, triggeredAt: at.toISOString() };
  };
  store.load([
    { kind: 'product', value: sampleProduct },
    { kind: 'customer', value: sampleCustomer },
  ]);
  return { store, clock, sent, changes, floor: createShopFloor({ store, sender: { send }, now: clock.now }) };
};

const leave = (
  floor: ReturnType<typeof openFloor>['floor'],
  email: string | null,
  acceptsMarketing = false,
) =>
  floor.saveCheckout({
    cartToken: 'cart-1',
    items: [{ variantId: '788032119674292923', quantity: 2 }],
    email,
    firstName: 'Ada',
    lastName: 'Vogel',
    acceptsMarketing,
  });

const missingSince2025 = [
  'tags',
  'email_marketing_consent',
  'sms_marketing_consent',
  'orders_count',
  'total_spent',
];

describe('shop floor', () => {
  it('sends a checkout as Shopify does in 2026: token, no numeric id, decimal money, local time with offset', () => {
    const { floor, sent } = openFloor();

    const checkout = leave(floor, 'ada@example.com');

    expect(sent.map(({ topic }) => topic)).toEqual(['checkouts/create']);
    expect(sent[0]?.body).not.toHaveProperty('id');
    expect(sent[0]?.body).toMatchObject({
      token: checkout.token,
      cart_token: 'cart-1',
      email: 'ada@example.com',
      created_at: '2026-07-01T12:00:00+02:00',
      updated_at: '2026-07-01T12:00:00+02:00',
      completed_at: null,
      customer_locale: 'en',
      currency: 'EUR',
      total_price: '15.00',
      subtotal_price: '15.00',
      abandoned_checkout_url: `https://lumen.example/checkouts/${checkout.token}/recover?key=${checkout.key}`,
    });
  });

  it('has the keys of a line item that readers rely on', () => {
    const { floor, sent } = openFloor();

    leave(floor, 'ada@example.com');

    const lines = z.array(body).parse(sent[0]?.body['line_items']);
    expect(lines[0]).toMatchObject({
      product_id: '788032119674292922',
      variant_id: '788032119674292923',
      title: 'Olive Soap',
      variant_title: 'One',
      vendor: 'Halden',
      sku: 'SOAP-1',
      quantity: 2,
      price: '7.50',
      line_price: '15.00',
      gift_card: false,
      requires_shipping: true,
    });
  });

  it('writes ids beyond 2^53 as plain integers, digit by digit', () => {
    const { floor, sent } = openFloor();

    leave(floor, 'ada@example.com');

    expect(sent[0]?.text).toContain('"product_id":788032119674292922,');
    expect(sent[0]?.text).toContain('"id":706405506930370084,');
  });

  it('knows a customer whatever the capitals of the address, and says nothing of consent about them', () => {
    const { floor, sent } = openFloor();

    leave(floor, 'ADA@example.COM');

    const customer = body.parse(sent[0]?.body['customer']);
    expect(customer).toMatchObject({ first_name: 'Ada', email: 'Ada@Example.com', state: 'disabled' });
    for (const key of missingSince2025) expect(customer).not.toHaveProperty(key);
  });

  it('updates the same checkout and moves only its update time', () => {
    const { floor, sent, clock } = openFloor();
    const first = leave(floor, null);
    clock.advance(90_000);

    floor.saveCheckout({ ...first, items: [{ variantId: '788032119674292924', quantity: 1 }] });

    expect(sent[1]?.topic).toBe('checkouts/update');
    expect(sent[1]?.body).toMatchObject({
      token: first.token,
      created_at: '2026-07-01T12:00:00+02:00',
      updated_at: '2026-07-01T12:01:30+02:00',
      total_price: '19.90',
    });
  });

  it('makes a customer, an order and a completed checkout when somebody new buys', () => {
    const { floor, sent, store } = openFloor();
    const { token } = leave(floor, 'new@example.com', true);

    const order = floor.buy(token);

    expect(sent.map(({ topic }) => topic)).toEqual([
      'checkouts/create',
      'customers/create',
      'customers_email_marketing_consent/update',
      'orders/create',
      'orders/paid',
      'checkouts/update',
    ]);
    expect(store.customerByEmail('NEW@example.com')?.marketing.state).toBe('subscribed');
    expect(sent[3]?.body).toMatchObject({
      id: order.id,
      checkout_token: token,
      cart_token: 'cart-1',
      email: 'new@example.com',
      contact_email: 'new@example.com',
      buyer_accepts_marketing: true,
      financial_status: 'paid',
      fulfillment_status: null,
      fulfillments: [],
      test: false,
      total_price: '15.00',
      total_price_set: { shop_money: { amount: '15.00', currency_code: 'EUR' } },
    });
    expect(BigInt(order.id)).toBeGreaterThan(2n ** 53n);
    expect(sent[5]?.body).toMatchObject({ completed_at: '2026-07-01T12:00:00+02:00' });
  });

  it('does not buy a checkout nobody left an address in', () => {
    const { floor } = openFloor();
    const { token } = leave(floor, null);

    expect(() => floor.buy(token)).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it('fulfils once, at the time it was done', () => {
    const { floor, sent, clock } = openFloor();
    const order = floor.buy(leave(floor, 'ada@example.com').token);
    clock.advance(3_600_000);

    floor.fulfil(order.id, new Date('2026-07-01T10:30:00Z'));
    floor.fulfil(order.id);

    const fulfilled = sent.filter(({ topic }) => topic === 'orders/fulfilled');
    expect(fulfilled).toHaveLength(1);
    expect(fulfilled[0]?.body).toMatchObject({
      fulfillment_status: 'fulfilled',
      updated_at: '2026-07-01T12:30:00+02:00',
      fulfillments: [{ created_at: '2026-07-01T12:30:00+02:00', status: 'success' }],
    });
  });

  it('cancels an order with its time and reason', () => {
    const { floor, sent } = openFloor();
    const order = floor.buy(leave(floor, 'ada@example.com').token);

    floor.cancel(order.id);

    expect(sent.at(-1)).toMatchObject({ topic: 'orders/cancelled', body: { cancel_reason: 'customer' } });
    expect(sent.at(-1)?.body['cancelled_at']).toBe('2026-07-01T12:00:00+02:00');
  });

  it('tells a change of consent under its own topic', () => {
    const { floor, sent } = openFloor();

    floor.setMarketing(sampleCustomer.id, 'unsubscribed');

    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toEqual({
      customer_id: sampleCustomer.id,
      email_address: 'Ada@Example.com',
      email_marketing_consent: {
        state: 'unsubscribed',
        opt_in_level: null,
        consent_updated_at: '2026-07-01T12:00:00+02:00',
      },
    });
  });

  it('sends carts without a name or an address', () => {
    const { floor, sent } = openFloor();

    floor.changeCart('cart-9', [{ variantId: '788032119674292923', quantity: 3 }], true);

    expect(sent[0]).toMatchObject({
      topic: 'carts/create',
      body: { id: 'cart-9', token: 'cart-9', note: null },
    });
    for (const key of ['email', 'customer', 'customer_id']) expect(sent[0]?.body).not.toHaveProperty(key);
  });

  it('sends the whole product when its stock changes', () => {
    const { floor, sent } = openFloor();

    floor.setInventory(sampleProduct.id, '788032119674292923', 0);

    expect(sent[0]).toMatchObject({
      topic: 'products/update',
      body: {
        handle: 'olive-soap',
        product_type: 'Soap',
        status: 'active',
        tags: 'bath, runs-out',
        variants: [
          { inventory_quantity: 0, inventory_policy: 'deny', price: '7.50' },
          { inventory_quantity: 0, price: '19.90' },
        ],
        image: { src: 'https://lumen.example/pictures/olive-soap.svg' },
      },
    });
  });

  it('tells its holder of each change before the webhook goes out', () => {
    const { floor, changes } = openFloor();

    floor.buy(leave(floor, 'ada@example.com').token);

    expect(changes.map(({ kind }) => kind)).toEqual(['checkout', 'checkout', 'order']);
  });

  it('refuses an article the shop does not sell', () => {
    const { floor } = openFloor();

    expect(() => floor.changeCart('cart', [{ variantId: '1', quantity: 1 }], true)).toThrow('no variant 1');
  });
});
