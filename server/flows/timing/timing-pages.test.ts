import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createReorderIntervalsRepository } from './reorder-intervals.repository.ts';
import { codeOf, fieldsOf } from '../../testing/admin-api/api-harness.ts';
import { createLifeWorld, lumen, stranger } from '../../testing/flows/life-world.ts';
import type { LifeWorld } from '../../testing/flows/life-world.ts';
import { aModel, aShopTiming } from '../../testing/flows/timing-builders.ts';
import { buildProductFact, builtAt, minutesLater } from '../../testing/shop/build-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { createCompanionsRepository } from '../companions/companions.repository.ts';
import { companionsSchema, productTimingDetailSchema, productTimingsSchema } from './timing.contract.ts';
import type { TimingShelf } from './timing-shelf.ts';

let world: LifeWorld;
let shelf: TimingShelf;
const curve = [
  { days: 0, share: 0, low: 0, high: 0 },
  { days: 40, share: 0.5, low: 0.4, high: 0.6 },
];

beforeAll(async () => {
  world = await createLifeWorld('timing_pages');
  shelf = createReorderIntervalsRepository(world.data.connection);
  const facts = ['soap', 'oil', 'mug', 'new'].map((id) => buildProductFact({ id, title: `The ${id}` }));
  await createRecordFacts(world.data.shop)(lumen, facts, 'webhook');
});
afterAll(() => world.close());

const learn = (at = builtAt) =>
  shelf.replace(lumen, {
    at,
    shop: aShopTiming(),
    products: [
      { model: aModel('soap'), curve },
      { model: aModel('oil', { customers: 90, confidence: 'low', n: 3 }), curve: [] },
      {
        model: aModel('mug', { customers: 50, replenishable: false, confidence: 'none', p50: null }),
        curve: [],
      },
    ],
  });

beforeEach(async () => {
  await shelf.deleteAll(lumen);
  await learn();
});

const list = async (query = '') =>
  productTimingsSchema.parse((await world.ask('get', `/products/timings${query}`)).body);
const read = async (id: string) =>
  productTimingDetailSchema.parse((await world.ask('get', `/products/${id}/timing`)).body);

describe('when products are bought again', () => {
  it('lists most bought first, whose number counts, and what the shop as a whole does', async () => {
    const { products, nextCursor, intervalDays, returnDays } = await list();

    expect(
      products.map(({ productId, title, numberOf, interval, asked }) => [
        productId,
        title,
        numberOf,
        interval,
        asked,
      ]),
    ).toEqual([
      ['oil', 'The oil', 'merchant', 'P5M15D', true],
      ['mug', 'The mug', 'merchant', 'P5M15D', false],
      ['soap', 'The soap', 'learned', 'P40D', true],
    ]);
    expect([nextCursor, intervalDays]).toEqual([null, 40]);
    expect(returnDays).toBeGreaterThan(50);
  });

  it('finds by words of the title what nothing was learned of, too', async () => {
    const { products } = await list('?search=THE+N');

    expect(products).toMatchObject([{ productId: 'new', numberOf: 'merchant', learned: null, rev: 0 }]);
  });

  it('pages by cursor, each product once, also those of equal numbers and those without', async () => {
    const many = Array.from({ length: 120 }, (_, n) => ({
      model: aModel(`p${n}`, { customers: n % 7 }),
      curve: [],
    }));
    await shelf.replace(lumen, { at: minutesLater(1), shop: aShopTiming(), products: many });
    await shelf.say(lumen, { productId: 'said', rev: 0, merchant: { days: 9 }, at: builtAt, by: 'u' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await list(cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`);
      seen.push(...page.products.map(({ productId }) => productId));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
    expect(seen.at(-1)).toBe('said');
  });

  it('shows one with its curve and evidence', async () => {
    expect(await read('soap')).toMatchObject({
      curve,
      quantityExponent: 1,
      learned: {
        p25: 30,
        p50: 40,
        p75: 50,
        n: 30,
        customers: 50,
        source: 'product',
        confidence: 'high',
        score: 0.6,
      },
      learnedAt: builtAt.toISOString(),
      merchant: { days: null, mail: null },
    });
    expect((await world.ask('get', '/products/nobody/timing')).status).toBe(404);
    expect((await world.ask('get', '/products/timings?limit=5')).status).toBe(400);
  });
});

describe('what the merchant says', () => {
  const say = (id: string, body: object) => world.ask('patch', `/products/${id}/timing`, body);

  it('counts from then on, outlives the night, and can be taken back', async () => {
    const said = await say('soap', { rev: 0, days: 21, mail: 'never' });
    await learn(minutesLater(5));

    expect(said.status).toBe(200);
    expect(await read('soap')).toMatchObject({
      numberOf: 'override',
      interval: 'P21D',
      asked: false,
      merchant: { days: 21, mail: 'never' },
      learned: { n: 30 },
      rev: 1,
    });

    await say('soap', { rev: 1, days: null, mail: null });
    expect(await read('soap')).toMatchObject({ numberOf: 'learned', asked: true, rev: 2 });
  });

  it('is refused when somebody was faster, with both revisions', async () => {
    await say('oil', { rev: 0, days: 10, mail: null });
    const late = await say('oil', { rev: 0, days: 99, mail: null });

    expect([late.status, codeOf(late.body)]).toEqual([409, 'version_conflict']);
    expect(fieldsOf(late.body)).toEqual({ 'yours.rev': '0', 'current.rev': '1' });
    expect((await read('oil')).merchant.days).toBe(10);
  });

  it.each([
    [{ rev: 0, days: 0, mail: null }],
    [{ rev: 0, days: 99_999, mail: null }],
    [{ rev: 0, days: 9, mail: 'sometimes' }],
    [{ days: 9, mail: null }],
    [{ rev: 0, days: 9, mail: null, more: 1 }],
  ])('is refused as %j', async (body) => {
    expect((await say('soap', body)).status).toBe(400);
    expect((await say('nobody', { rev: 0, days: 9, mail: null })).status).toBe(404);
  });

  it('is nothing another shop sees or changes', async () => {
    await shelf.say(stranger, { productId: 'soap', rev: 0, merchant: { days: 3 }, at: builtAt, by: 'u' });

    expect((await read('soap')).merchant.days).toBeNull();
  });
});

describe('what goes with a product', () => {
  const readCompanions = async () =>
    companionsSchema.parse((await world.ask('get', '/products/soap/companions')).body);
  const choose = (body: object) => world.ask('patch', '/products/soap/companions', body);

  beforeEach(async () => {
    const companions = createCompanionsRepository(world.data.connection);
    await companions.deleteAll(lumen);
    const evidence = { lift: 3, orders: 12, followers: 7, direction: 'after', medianGapDays: 31 } as const;
    const found = ['oil', 'mug'].map((productId, n) => ({ productId, score: 1 - n / 2, ...evidence }));
    await companions.replace(lumen, new Map([['soap', { companions: found, popularNext: [] }]]), builtAt);
  });

  it('shows the evidence, in the order in which it is suggested', async () => {
    expect(await readCompanions()).toMatchObject({
      title: 'The soap',
      companions: [
        {
          productId: 'oil',
          title: 'The oil',
          lift: 3,
          orders: 12,
          followers: 7,
          medianGapDays: 31,
          pinned: false,
        },
        { productId: 'mug' },
      ],
      banned: [],
      rev: 0,
    });
  });

  it('puts first what is pinned and hides what is banned; who was faster wins', async () => {
    const chosen = await choose({ rev: 0, pins: ['new'], bans: ['oil'] });
    const late = await choose({ rev: 0, pins: [], bans: [] });

    expect([chosen.status, late.status]).toEqual([200, 409]);
    expect(await readCompanions()).toMatchObject({
      companions: [{ productId: 'new', title: 'The new', pinned: true, orders: 0 }, { productId: 'mug' }],
      banned: [{ productId: 'oil', title: 'The oil' }],
      rev: 1,
    });
    expect((await choose({ rev: 1, pins: ['a'], bans: ['a'] })).status).toBe(400);
  });
});
