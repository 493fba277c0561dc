import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { FactOf, StoreFact } from './facts.ts';
import { createRecordFacts } from './record-facts.ts';
import type { RecordFacts } from './record-facts.ts';

let database: ShopDatabase;
let record: RecordFacts;

beforeAll(async () => {
  database = await shopDatabase('record facts');
  record = createRecordFacts(database.repositories);
});
afterAll(() => database.drop());
beforeEach(async () => {
  const { checkouts, orders, products, contacts, consents, events } = database.repositories;
  for (const shop of [lumen, umbra])
    for (const { deleteAll } of [checkouts, orders, products, contacts, consents, events])
      await deleteAll(shop);
  await database.connection.collection('redactions').deleteMany({});
});

const consentFact = (
  state: 'subscribed' | 'unsubscribed',
  statedAt: Date,
  statement?: string,
): FactOf<'consent'> => ({
  kind: 'consent',
  consent: { person: buildPerson(), state, source: 'test', statedAt, statement },
});

const permutations = <Value>(values: readonly Value[]): readonly (readonly Value[])[] =>
  values.length < 2
    ? [values]
    : values.flatMap((value, index) =>
        permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
      );

describe('recording facts', () => {
  it('keeps the newest version of a checkout whatever the order of arrival', async () => {
    const versions = [0, 5, 10].map((minutes) =>
      buildCheckoutFact({ updatedAt: minutesLater(minutes), lines: [buildLine({ quantity: minutes + 1 })] }),
    );

    for (const order of permutations(versions)) {
      await database.repositories.checkouts.deleteAll(lumen);
      for (const fact of order) await record(lumen, [fact], 'webhook');
      const [checkout] = await database.repositories.checkouts.findMany(lumen, ['checkout-1']);
      expect(checkout?.lines[0]?.quantity).toBe(11);
      expect(checkout?.updatedAt).toEqual(minutesLater(10));
    }
  });

  it('keeps the newest version when many appliers write at once', async () => {
    const versions = Array.from({ length: 12 }, (_, index) =>
      buildOrderFact({ updatedAt: minutesLater(index), name: `#${index}` }),
    );

    await Promise.all(versions.map((fact) => record(lumen, [fact], 'webhook')));

    const [order] = await database.repositories.orders.findMany(lumen, ['5001']);
    expect(order?.name).toBe('#11');
    expect(await database.connection.collection('contacts').countDocuments({ shop: lumen })).toBe(1);
  });

  it('takes what only an older order tells: its tokens, its fulfilment, its refunds', async () => {
    const newer = buildOrderFact({
      updatedAt: minutesLater(9),
      checkoutToken: undefined,
      cartToken: undefined,
    });
    const older = buildOrderFact({ fulfilledAt: minutesLater(3), refundedProductIds: ['p1'], name: 'old' });

    await record(lumen, [newer], 'backfill');
    await record(lumen, [older], 'webhook');

    const [order] = await database.repositories.orders.findMany(lumen, ['5001']);
    expect(order).toMatchObject({
      name: '#1001',
      checkoutToken: 'checkout-1',
      fulfilledAt: minutesLater(3),
      refundedProductIds: ['p1'],
    });
  });

  it('remembers a refund that is heard before its order', async () => {
    await record(
      lumen,
      [{ kind: 'refund', orderId: '5001', refundId: 'r1', productIds: ['p1'], at: builtAt }],
      'webhook',
    );
    const before = await database.repositories.orders.findMany(lumen, ['5001']);

    await record(lumen, [buildOrderFact()], 'webhook');

    const [order] = await database.repositories.orders.findMany(lumen, ['5001']);
    expect(before).toEqual([]);
    expect(order?.refundedProductIds).toEqual(['p1']);
  });

  it('tells one event a fact, however often it is heard', async () => {
    const first = await record(lumen, [buildOrderFact()], 'webhook');

    const again = await record(lumen, [buildOrderFact({ updatedAt: minutesLater(4) })], 'poll');

    expect(first.events.map(({ type }) => type)).toEqual(['order.placed']);
    expect(again.events[0]?.id).toBe(first.events[0]?.id);
    expect(again.events[0]?.sources).toEqual(['webhook', 'poll']);
    expect(await database.connection.collection('store_events').countDocuments({ shop: lumen })).toBe(1);
  });

  it('says nothing about test orders', async () => {
    const { events } = await record(lumen, [buildOrderFact({ test: true })], 'webhook');

    const settling = await database.repositories.orders.findForSettlement(lumen, {
      checkoutTokens: ['checkout-1'],
    });
    expect(events).toEqual([]);
    expect(settling).toEqual([]);
  });

  it('keeps what was first heard from the past in the past', async () => {
    await record(lumen, [buildOrderFact()], 'backfill');

    const later = await record(lumen, [buildOrderFact({ updatedAt: minutesLater(4) })], 'webhook');

    expect(later.events[0]?.sources).toEqual(['backfill']);
  });

  it('does not take a live order for the past because the back-fill finds it too', async () => {
    await record(lumen, [buildOrderFact()], 'webhook');

    const found = await record(lumen, [buildOrderFact()], 'backfill');

    expect(found.events[0]?.sources).toEqual(['webhook']);
  });

  it('carries ids and numbers in events, never an address', async () => {
    const facts = [
      buildCheckoutFact(),
      buildOrderFact(),
      consentFact('subscribed', builtAt),
      buildProductFact(),
    ];

    const { events } = await record(lumen, facts, 'webhook');

    expect(events).toHaveLength(4);
    expect(JSON.stringify(events)).not.toContain('mara');
  });

  it('finds the orders that may settle by any of the keys', async () => {
    await record(lumen, [buildOrderFact()], 'webhook');
    const { orders, contacts } = database.repositories;
    const contact = await contacts.findByAddress(lumen, 'Mara@Lumen.example ');

    const found = await Promise.all([
      orders.findForSettlement(lumen, { contacts: contact === undefined ? [] : [contact.id] }),
      orders.findForSettlement(lumen, { addresses: ['mara@lumen.example'] }),
      orders.findForSettlement(lumen, { customerIds: ['9007199254740993111'] }),
      orders.findForSettlement(lumen, { checkoutTokens: ['checkout-1'] }),
      orders.findForSettlement(lumen, { cartTokens: ['cart-1'] }),
      orders.findForSettlement(lumen, {}),
      orders.findForSettlement(umbra, { addresses: ['mara@lumen.example'] }),
    ]);

    expect(found.map((list) => list.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });

  it('pages through what was bought and kept, without test and cancelled orders', async () => {
    await record(
      lumen,
      [
        buildOrderFact({
          id: '1',
          lines: [
            buildLine({ quantity: 2 }),
            buildLine({ productId: 'p2' }),
            buildLine({ productId: undefined }),
          ],
          refundedProductIds: ['p2'],
        }),
        buildOrderFact({ id: '2', test: true }),
        buildOrderFact({ id: '3', cancelledAt: builtAt }),
        buildOrderFact({ id: '4' }),
      ],
      'webhook',
    );
    const { orders } = database.repositories;

    const first = await orders.purchases(lumen, { limit: 1 });
    const second = await orders.purchases(lumen, { limit: 5, after: first.next });

    expect(first.purchases).toMatchObject([{ orderId: '1', productId: 'p1', quantity: 2 }]);
    expect(second.purchases.map(({ orderId }) => orderId)).toEqual(['4']);
    expect(second.next).toBeUndefined();
  });

  it('tells orders newest first, a page after the other', async () => {
    const placed = [-30, -10, -10, -20].map((minutes, n) =>
      buildOrderFact({ id: `${n}`, placedAt: minutesLater(minutes) }),
    );
    await record(lumen, [...placed, buildOrderFact({ id: 'old', placedAt: minutesLater(-900) })], 'webhook');
    const { orders } = database.repositories;
    const since = minutesLater(-60);

    const first = await orders.newest(lumen, { since, limit: 2 });
    const second = await orders.newest(lumen, { since, limit: 9, before: first.at(-1) });

    expect(first.map(({ id }) => id)).toEqual(['2', '1']);
    expect(second.map(({ id }) => id)).toEqual(['3', '0']);
  });

  it('finds products by vendor and by words of their title, without deleted ones', async () => {
    const products: StoreFact[] = [
      buildProductFact({ id: 'a' }),
      buildProductFact({ id: 'b', title: 'Day lamp (large)', vendor: 'Sol' }),
      buildProductFact({ id: 'c', status: 'draft' }),
      buildProductFact({ id: 'd' }),
      { kind: 'product-deleted', id: 'd', at: builtAt },
    ];
    await record(lumen, products, 'webhook');
    const { findByVendors, search } = database.repositories.products;

    const byVendor = await findByVendors(lumen, ['Lumen', 'Sol'], 10);
    const found = await search(lumen, 'LAMP (', 10);

    expect(byVendor.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });

  it('never shows a shop what another one holds', async () => {
    await record(lumen, [buildCheckoutFact(), buildProductFact()], 'webhook');

    expect(await database.repositories.checkouts.findMany(umbra, ['checkout-1'])).toEqual([]);
    expect(await database.repositories.products.findMany(umbra, ['p1'])).toEqual([]);
    expect(await database.repositories.contacts.findByAddress(umbra, 'mara@lumen.example')).toBeUndefined();
  });
});
