import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { StoreFact } from '../../shop/facts.ts';
import { aShop } from '../../testing/flows/builders.ts';
import { flowDatabase } from '../../testing/flows/flow-database.ts';
import type { FlowDatabase } from '../../testing/flows/flow-database.ts';
import {
  buildLine,
  buildOrderFact,
  buildPerson,
  buildProductFact,
  builtAt,
  minutesLater,
} from '../../testing/shop/build-facts.ts';
import { createCompanionsRepository } from '../companions/companions.repository.ts';
import { createReorderIntervalsRepository } from '../timing/reorder-intervals.repository.ts';
import { addOrders } from './add-orders.ts';
import { learnShop } from './learn-shop.ts';

let bench: FlowDatabase;
let made = 0;

beforeAll(async () => {
  bench = await flowDatabase('learning', builtAt);
});
afterAll(() => bench.database.drop());

const daysLater = (days: number): Date => minutesLater(days * 24 * 60);

const openShop = async (): Promise<ShopId> => {
  made += 1;
  const shop = asShopId(`shop-${made}.myshopify.com`);
  const { id: _id, platform: _platform, status: _status, installedAt: _at, ...settings } = aShop();
  await bench.repositories.shops.install(shop, { platform: 'shopify', settings, at: builtAt });
  return shop;
};

interface Bought {
  readonly day: number;
  readonly productId: string;
  readonly id?: string;
}

const orderOf = (who: number, { day, productId, id = `${who}-${day}-${productId}` }: Bought): StoreFact =>
  buildOrderFact(
    {
      id,
      checkoutToken: `t-${id}`,
      cartToken: `k-${id}`,
      placedAt: daysLater(day),
      lines: [buildLine({ productId })],
    },
    buildPerson({ address: `p${who}@lumen.example`, customerId: `9${who}` }),
  );

/** Forty people who buy soap every thirty days or so, and a mug once. */
const past = (): readonly StoreFact[] =>
  Array.from({ length: 40 }, (_, who) => who).flatMap((who) => [
    ...[-200, -170, -140, -110, -80].map((day) => orderOf(who, { day: day + (who % 7), productId: 'soap' })),
    orderOf(who, { day: -190, productId: 'mug' }),
  ]);

const shelves = () => ({
  timings: createReorderIntervalsRepository(bench.database.connection),
  companions: createCompanionsRepository(bench.database.connection),
});

const learn = (shop: ShopId) => {
  const { orders, products } = bench.facts;
  return learnShop({ orders, products, ...shelves(), clock: bench.clock }, shop);
};

describe('learning a shop', () => {
  it('keeps the numbers with what they rest on, of each product and of the shop', async () => {
    const shop = await openShop();
    await bench.record(shop, [...past(), buildProductFact({ id: 'soap', productType: 'Soap' })], 'backfill');

    expect(await learn(shop)).toBe(2);

    const { timings } = shelves();
    const [soap, mug] = await timings
      .find(shop, ['soap', 'mug'])
      .then((found) => found.toSorted((a) => (a.productId === 'soap' ? -1 : 1)));
    expect(soap?.model).toMatchObject({
      n: 160,
      customers: 40,
      type: 'Soap',
      source: 'product',
      confidence: 'high',
      replenishable: true,
    });
    expect(soap?.model?.p50).toBeGreaterThan(25);
    expect(soap?.model?.p50).toBeLessThan(35);
    expect(soap?.curve.length).toBeGreaterThan(1);
    expect(mug?.model).toMatchObject({ n: 0, replenishable: false });
    expect(await timings.shopTiming(shop)).toMatchObject({ returned: 40, rhythm: { learned: true } });
  });

  it('leaves out what was cancelled, a test, or given back', async () => {
    const shop = await openShop();
    await bench.record(
      shop,
      [
        ...past(),
        buildOrderFact({
          id: 'c',
          placedAt: daysLater(-5),
          cancelledAt: daysLater(-4),
          lines: [buildLine({ productId: 'x' })],
        }),
        buildOrderFact({
          id: 't',
          placedAt: daysLater(-5),
          test: true,
          lines: [buildLine({ productId: 'x' })],
        }),
        buildOrderFact({
          id: 'r',
          placedAt: daysLater(-5),
          refundedProductIds: ['x'],
          lines: [buildLine({ productId: 'x' })],
        }),
      ],
      'backfill',
    );

    await learn(shop);

    expect(await shelves().timings.find(shop, ['x'])).toEqual([]);
  });

  it('forgets what is not bought any more, and never what the merchant said', async () => {
    const shop = await openShop();
    const { timings } = shelves();
    await bench.record(shop, past(), 'backfill');
    await learn(shop);
    await timings
      .say(shop, { productId: 'mug', rev: 0, merchant: { mail: 'never' }, at: builtAt, by: 'u' })
      .then((isSaid) => expect(isSaid).toBe(true));
    await bench.repositories.orders.deleteAll(shop);
    bench.clock.set(minutesLater(10));

    expect(await learn(shop)).toBe(0);

    expect(await timings.find(shop, ['soap', 'mug'])).toMatchObject([
      { productId: 'mug', merchant: { mail: 'never' }, rev: 1 },
    ]);
    expect((await timings.find(shop, ['mug']))[0]?.model).toBeUndefined();
  });

  it('says from which orders it learned only once it was noted', async () => {
    const shop = await openShop();
    const { timings } = shelves();
    await bench.record(shop, past(), 'backfill');
    await learn(shop);

    expect(await timings.learnedFrom(shop)).toBeUndefined();
    await timings.noteLearned(shop, 'these');
    expect(await timings.learnedFrom(shop)).toBe('these');
  });
});

describe('between two nights', () => {
  const hear = async (shop: ShopId, fact: StoreFact, source = 'webhook'): Promise<void> => {
    const { events } = await bench.record(shop, [fact], source);
    await addOrders({ orders: bench.facts.orders, timings: shelves().timings }, shop, events);
  };
  const soapOf = async (shop: ShopId) => (await shelves().timings.find(shop, ['soap']))[0]?.model;

  it('adds an order to what is known of its product, once, however often it is heard of', async () => {
    const shop = await openShop();
    await bench.record(shop, past(), 'backfill');
    await learn(shop);
    const before = await soapOf(shop);

    const order = orderOf(0, { day: -20, productId: 'soap', id: 'new-1' });
    await hear(shop, order);
    await hear(shop, order);
    const once = await soapOf(shop);
    await hear(shop, orderOf(77, { day: -10, productId: 'soap', id: 'new-2' }));

    expect([before?.n, once?.n]).toEqual([160, 161]);
    // Sixty days is long for it.
    expect(once?.p50 ?? 0).toBeGreaterThan(before?.p50 ?? Infinity);
    expect(await soapOf(shop)).toMatchObject({ n: 161, customers: 41 });
  });

  it('adds nothing of the past, of a product nothing was learned of, or twice on one day', async () => {
    const shop = await openShop();
    await bench.record(shop, past(), 'backfill');
    await learn(shop);

    await hear(shop, orderOf(0, { day: -20, productId: 'soap', id: 'old' }), 'backfill');
    await hear(shop, orderOf(0, { day: -10, productId: 'hat', id: 'hat-1' }));
    await hear(shop, orderOf(1, { day: -10, productId: 'soap', id: 'day-1' }));
    await hear(shop, orderOf(1, { day: -10, productId: 'soap', id: 'day-2' }));

    expect((await soapOf(shop))?.n).toBe(161);
    expect(await shelves().timings.find(shop, ['hat'])).toEqual([]);
  });
});
