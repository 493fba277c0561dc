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
import { learnCompanions } from './learn-companions.ts';
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

  it('suggests from what was just counted, then from what was learned', async () => {
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

    const counted = await suggest();
    const learned = await learnCompanions({ orders: bench.facts.orders, shelf, clock: bench.clock }, shop);
    const kept = await shelf.find(shop, ['p1', 'unknown']);

    expect(counted).toEqual([['Bulb']]);
    expect(learned).toBe(2);
    expect([...kept].map(([id, companions]) => [id, companions[0]?.productId])).toEqual([['p1', 'bulb']]);
    expect(await suggest()).toEqual([['Bulb']]);
  });

  it('forgets pairs that are no longer bought', async () => {
    const shop = await openShop();
    const shelf = createCompanionsRepository(bench.database.connection);
    const companion = [{ productId: 'b', joint: 3, score: 0.5 }];
    await shelf.replace(
      shop,
      new Map([
        ['a', companion],
        ['c', companion],
      ]),
      builtAt,
    );

    await shelf.replace(shop, new Map([['a', companion]]), minutesLater(1));

    expect((await shelf.find(shop, ['a', 'c'])).size).toBe(1);
    expect(await shelf.learnedAt(shop)).toEqual(minutesLater(1));
  });
});
