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
import { createFlowPort } from '../brief.ts';
import { learnShop } from '../learning/learn-shop.ts';
import type { LearnedCompanion } from '../../recommendations/companion-model.ts';
import { createReorderIntervalsRepository } from '../timing/reorder-intervals.repository.ts';
import { createCompanionSource } from './companion-source.ts';
import { companionsOfBasket } from './companions-of-basket.ts';
import { createCompanionsRepository } from './companions.repository.ts';

let bench: FlowDatabase;
let made = 0;

beforeAll(async () => {
  bench = await flowDatabase('companions', builtAt);
});
afterAll(() => bench.database.drop());

/** Each test has a shop of its own. */
const openShop = async (status: 'live' | 'draft' = 'live'): Promise<ShopId> => {
  made += 1;
  const shop = asShopId(`shop-${made}.myshopify.com`);
  const { id: _id, platform: _platform, status: _status, installedAt: _at, ...settings } = aShop();
  await bench.repositories.shops.install(shop, { platform: 'shopify', settings, at: builtAt });
  await bench.service.ensurePresets(shop, status);
  return shop;
};

const hear = async (shop: ShopId, facts: readonly StoreFact[], source = 'webhook'): Promise<void> => {
  const { events } = await bench.record(shop, facts, source);
  await bench.react(shop, events);
};

const waitingOf = async (shop: ShopId) => {
  const contact = await bench.repositories.contacts.findByAddress(shop, 'mara@lumen.example');
  return contact === undefined ? [] : bench.store.findWaitingOfContacts(shop, [contact.id]);
};

describe('companions in a real database', () => {
  const pairs = (count: number): readonly StoreFact[] =>
    Array.from({ length: count }, (_, n) =>
      buildOrderFact(
        {
          id: `past-${n}`,
          checkoutToken: `t-${n}`,
          cartToken: `k-${n}`,
          placedAt: minutesLater(-1000 - n),
          lines:
            n % 3 === 0 ? [buildLine({ productId: 'mug' })] : [buildLine(), buildLine({ productId: 'bulb' })],
        },
        buildPerson({ address: `p${n}@lumen.example`, customerId: `9${n}` }),
      ),
    );

  it('suggests from what was learned', async () => {
    const shop = await openShop();
    await hear(shop, pairs(30), 'backfill');
    await hear(shop, [
      buildProductFact(),
      buildProductFact({ id: 'bulb', title: 'Bulb', imageUrl: 'https://cdn.example/b.png' }),
    ]);
    await hear(shop, [buildOrderFact()]);
    const shelf = createCompanionsRepository(bench.database.connection);
    const suggest = async () => {
      const waiting = (await waitingOf(shop)).filter(({ flow }) => flow === 'cross-sell');
      const found = await bench.service.find(shop, 'cross-sell');
      if (found === null) throw new TypeError('no flow');
      const requests = waiting.map((enrollment) => ({ enrollment, program: found.program }));
      const flows = {
        list: async () => [{ ...found, shop, kind: 'cross-sell', createdAt: builtAt, updatedAt: builtAt }],
      };
      const briefs = await createFlowPort({
        facts: bench.facts,
        runtime: { kinds: bench.kinds, flows },
      }).brief(shop, requests, builtAt);
      return [...briefs.values()].map(({ content }) =>
        'none' in content ? content.none : content.suggestions.map(({ title }) => title),
      );
    };

    const before = await suggest();
    const timings = createReorderIntervalsRepository(bench.database.connection);
    const { orders, products } = bench.facts;
    await learnShop({ orders, products, timings, companions: shelf, clock: bench.clock }, shop);
    const kept = await shelf.find(shop, ['p1', 'unknown']);

    // Same vendor, while nothing is learned.
    expect(before).toEqual([['Bulb']]);
    expect(kept.map(({ productId, companions }) => [productId, companions[0]?.productId])).toEqual([
      ['p1', 'bulb'],
    ]);
    expect(await suggest()).toEqual([['Bulb']]);
  });

  const companion = (productId: string, changes: Partial<LearnedCompanion> = {}): LearnedCompanion => ({
    productId,
    score: 0.5,
    lift: 3,
    orders: 4,
    followers: 2,
    direction: 'together',
    medianGapDays: 0,
    ...changes,
  });

  const learnedOf = (...companions: readonly LearnedCompanion[]) => ({ companions, popularNext: ['lamp'] });

  it('forgets pairs that are no longer bought, and not what the merchant said', async () => {
    const shop = await openShop();
    const shelf = createCompanionsRepository(bench.database.connection);
    const both = ['a', 'c', 'd'].map((id) => [id, learnedOf(companion('b'))] as const);
    await shelf.replace(shop, new Map(both), builtAt);
    const choice = { pins: ['x'], bans: ['b'] };
    await shelf.choose(shop, { productId: 'd', rev: 0, choice, at: builtAt, by: 'u1' });

    await shelf.replace(shop, new Map([['a', learnedOf(companion('b'))]]), minutesLater(1));

    expect(await shelf.find(shop, ['a', 'c', 'd'])).toMatchObject([
      { productId: 'a', companions: [{ productId: 'b' }], popularNext: ['lamp'], learnedAt: minutesLater(1) },
      { productId: 'd', companions: [], popularNext: [], choice, rev: 1 },
    ]);
  });

  it('lets one of two choose who saw the same', async () => {
    const shop = await openShop();
    const shelf = createCompanionsRepository(bench.database.connection);
    const choose = (rev: number, pin: string) =>
      shelf.choose(shop, { productId: 'p', rev, choice: { pins: [pin], bans: [] }, at: builtAt, by: 'u' });

    const outcomes = await Promise.all([choose(0, 'one'), choose(0, 'other')]);
    const stale = await choose(0, 'late');
    const seen = await choose(1, 'again');

    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect([stale, seen]).toEqual([false, true]);
    expect(await shelf.find(shop, ['p'])).toMatchObject([{ choice: { pins: ['again'] }, rev: 2 }]);
  });

  it('puts what is pinned first, leaves out what is banned, and reads nothing into a row it can’t read', async () => {
    const shop = await openShop();
    const shelf = createCompanionsRepository(bench.database.connection);
    const learned = learnedOf(companion('b', { score: 0.9 }), companion('c'), companion('d'));
    await shelf.replace(
      shop,
      new Map([
        ['a', learned],
        ['broken', learned],
      ]),
      builtAt,
    );
    const choice = { pins: ['x', 'c'], bans: ['b'] };
    await shelf.choose(shop, { productId: 'a', rev: 0, choice, at: builtAt, by: 'u' });
    await bench.database.connection
      .collection<{ _id: string }>('companions')
      .updateOne({ _id: `${shop}/broken` }, { $set: { 'companions.0.score': 'much' } });

    const { companions, banned } = await createCompanionSource(shelf).companionsOf(shop, ['a', 'broken']);

    expect(companionsOfBasket(['a'], companions).map(({ productId }) => productId)).toEqual(['x', 'c', 'd']);
    expect([...banned]).toEqual(['b']);
    expect(companions.has('broken')).toBe(false);
  });
});
