import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asContactId, asShopId } from '../lib/brand.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildErased } from '../testing/shop/build-erased.ts';
import { buildLine, buildOrderFact, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { OrderRepository, OrderVersion } from './orders.repository.ts';

let database: ShopDatabase;
let orders: OrderRepository;

const mara = asContactId('mara');
type Changes = Parameters<typeof buildOrderFact>[0] & { contact?: typeof mara };
const version = ({ contact, ...changes }: Changes = {}): OrderVersion => {
  const { order, stamp } = buildOrderFact(changes);
  return { order: { ...order, contact }, stamp };
};

const permutations = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

beforeAll(async () => {
  database = await shopDatabase('orders');
  orders = database.repositories.orders;
});
beforeEach(async () => {
  await orders.deleteAll(lumen);
  await orders.deleteAll(umbra);
});
afterAll(() => database.drop());

describe('an order heard in versions', () => {
  it('ends alike in whatever sequence they come', async () => {
    const versions = [
      version(),
      version({ updatedAt: minutesLater(1), fulfilledAt: minutesLater(1), checkoutToken: undefined }),
      version({ updatedAt: minutesLater(2), cancelledAt: minutesLater(2), name: '#1001 (edited)' }),
    ];

    const ends: unknown[] = [];
    for (const sequence of permutations(versions)) {
      await orders.deleteAll(lumen);
      for (const one of sequence) await orders.applyMany(lumen, [one]);
      ends.push(...(await orders.findMany(lumen, ['5001'])));
    }

    expect(ends).toHaveLength(6);
    for (const end of ends)
      expect(end).toMatchObject({
        name: '#1001 (edited)',
        checkoutToken: 'checkout-1',
        fulfilledAt: minutesLater(1),
        cancelledAt: minutesLater(2),
      });
  });

  it('is one row however many hear of it at once', async () => {
    const same = Array.from({ length: 10 }, () => version());

    await Promise.all(same.map((one) => orders.applyMany(lumen, [one])));

    expect(await orders.findMany(lumen, ['5001'])).toHaveLength(1);
  });

  it('keeps refunds that came before it, and those that come later', async () => {
    await orders.addRefund(lumen, '5001', ['p1']);
    const before = await orders.findMany(lumen, ['5001']);
    await orders.applyMany(lumen, [version()]);

    await orders.addRefund(lumen, '5001', ['p2', 'p1']);

    const [order] = await orders.findMany(lumen, ['5001']);
    expect(before).toEqual([]);
    expect(order?.refundedProductIds.toSorted()).toEqual(['p1', 'p2']);
  });
});

describe('orders that may settle a checkout', () => {
  beforeEach(async () => {
    await orders.applyMany(lumen, [
      version({ id: 'by token', customerId: 'c1', address: 'a@x.example', contact: mara }),
      version({ id: 'test', test: true }),
      version({
        id: 'other',
        checkoutToken: 'checkout-2',
        cartToken: 'cart-2',
        customerId: 'c2',
        address: 'b@x.example',
      }),
    ]);
    await orders.applyMany(umbra, [version({ id: 'elsewhere' })]);
  });

  it.each([
    ['the token of the checkout', { checkoutTokens: ['checkout-1'] }],
    ['the token of its cart', { cartTokens: ['cart-1'] }],
    ['the customer', { customerIds: ['c1'] }],
    ['the address', { addresses: ['a@x.example'] }],
    ['the contact', { contacts: [mara] }],
  ])('are found by %s, without test orders', async (_name, keys) => {
    const found = await orders.findForSettlement(lumen, keys);

    expect(found.map(({ id }) => id)).toEqual(['by token']);
  });

  it('are found by any of several keys, each once', async () => {
    const keys = { customerIds: ['c1', 'c2'], addresses: ['b@x.example'], checkoutTokens: ['checkout-1'] };

    const found = await orders.findForSettlement(lumen, keys);

    expect(found.map(({ id }) => id).toSorted()).toEqual(['by token', 'other']);
  });

  it('are none when nothing is known to look for', async () => {
    const found = await orders.findForSettlement(lumen, { contacts: [], addresses: [] });

    expect(found).toEqual([]);
  });
});

describe('orders of people', () => {
  it('come oldest first, and go along when two become one', async () => {
    const guest = asContactId('guest');
    await orders.applyMany(lumen, [
      version({ id: 'second', placedAt: minutesLater(5), contact: mara }),
      version({ id: 'first', contact: guest }),
    ]);

    await orders.relink(lumen, guest, mara);

    const found = await orders.findByContacts(lumen, [mara]);
    expect(found.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(await orders.findByContacts(lumen, [guest])).toEqual([]);
  });

  it('lose what names the person, and keep what was bought', async () => {
    await orders.applyMany(lumen, [
      version({ id: 'by address', address: 'mara@x.example', customerId: undefined }),
      version({ id: 'by customer', address: 'other@x.example', customerId: 'c1' }),
      version({ id: 'by name', address: 'third@x.example', customerId: 'c3' }),
      version({ id: 'not theirs', address: 'fourth@x.example', customerId: 'c4' }),
    ]);

    await orders.erase(
      lumen,
      buildErased({ addresses: ['mara@x.example'], customerIds: ['c1'], orderIds: ['by name'] }),
    );

    const found = await orders.findMany(lumen, ['by address', 'by customer', 'by name', 'not theirs']);
    const named = found.filter(
      ({ address, customerId }) => address !== undefined || customerId !== undefined,
    );
    expect(named.map(({ id }) => id)).toEqual(['not theirs']);
    expect(found.map(({ lines }) => lines.length)).toEqual([1, 1, 1, 1]);
  });
});

describe('a redaction', () => {
  it('leaves alone what was bought under the same address afterwards', async () => {
    await orders.applyMany(lumen, [
      version({ id: 'before', address: 'again@x.example', customerId: undefined, placedAt: minutesLater(1) }),
      version({ id: 'after', address: 'again@x.example', customerId: undefined, placedAt: minutesLater(9) }),
    ]);

    await orders.erase(lumen, buildErased({ addresses: ['again@x.example'], at: minutesLater(5) }));

    const found = await orders.findForSettlement(lumen, { addresses: ['again@x.example'] });
    expect(found.map(({ id }) => id)).toEqual(['after']);
  });
});

describe('baskets to learn from', () => {
  it('are paged through by id, each once, each product once', async () => {
    const lines = [
      buildLine(),
      buildLine({ quantity: 2 }),
      buildLine({ productId: 'p2' }),
      buildLine({ productId: undefined }),
    ];
    const ids = ['1', '2', '3', '4', '5'];
    await orders.applyMany(
      lumen,
      ids.map((id) => version({ id, lines })),
    );

    const read: string[] = [];
    let after: string | undefined;
    do {
      const page = await orders.purchases(lumen, { after, limit: 2 });
      read.push(
        ...page.purchases.map(({ orderId, productId, quantity }) => `${orderId}: ${productId} x${quantity}`),
      );
      after = page.next;
    } while (after !== undefined);

    expect(read).toEqual(ids.flatMap((id) => [`${id}: p1 x1`, `${id}: p1 x2`, `${id}: p2 x1`]));
  });

  it('leave out what is cancelled, a test or another shop’s', async () => {
    await orders.applyMany(lumen, [
      version({ id: 'cancelled', cancelledAt: minutesLater(1) }),
      version({ id: 'test', test: true }),
      version({ id: 'counts' }),
    ]);
    await orders.applyMany(umbra, [version({ id: 'elsewhere' })]);

    const { purchases, next } = await orders.purchases(lumen, { limit: 10 });

    expect(purchases.map(({ orderId }) => orderId)).toEqual(['counts']);
    expect(next).toBeUndefined();
  });
});

describe('forgetting a shop', () => {
  it('leaves the orders of a shop whose name begins alike', async () => {
    const alike = asShopId(`${lumen}.example`);
    for (const shop of [lumen, alike]) await orders.applyMany(shop, [version()]);

    await orders.deleteAll(lumen);

    expect(await orders.findMany(lumen, ['5001'])).toEqual([]);
    expect(await orders.findMany(alike, ['5001'])).toHaveLength(1);
  });
});
