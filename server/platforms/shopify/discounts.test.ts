import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asMessageId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { createOfferClearing } from '../../mail/offers/offer-clearing.repository.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { createOfferService } from '../../mail/offers/offer-service.ts';
import type { OfferService } from '../../mail/offers/offer-service.ts';
import { createOfferLedger } from '../../mail/offers/offer-ledger.repository.ts';
import { createOfferStock } from '../../mail/offers/offer-stock.repository.ts';
import { createOffers } from '../../mail/offers/offers.repository.ts';
import { createTendOffers } from '../../mail/offers/tend-offers.ts';
import type { TendOffers } from '../../mail/offers/tend-offers.ts';
import type { MessageStatus } from '../../mail/message.ts';
import { asContactId, asFlowId } from '../../lib/brand.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { startFarSide } from '../../testing/shop/far-side.ts';
import type { FarSide } from '../../testing/shop/far-side.ts';
import { shopDatabase } from '../../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../../testing/shop/shop-database.ts';
import { createShopifyDiscounts } from './discounts.ts';

const noon = new Date('2026-06-01T12:00:00Z');
const dayMs = 86_400_000;
const clock = createManualClock(noon);
const statuses = new Map<string, MessageStatus>();
type Terms = Parameters<OfferService['create']>[1]['terms'];
const everything = { minimum: null, appliesTo: { kind: 'everything' } } as const;
const percent = (of: number) => ({ value: { kind: 'percentage', percent: of } as const, ...everything });

let database: ShopDatabase;
let far: FarSide;
let service: OfferService;
let tending: TendOffers;

beforeAll(async () => {
  database = await shopDatabase('discounts');
  far = await startFarSide(database.repositories);
  await far.ensureInstalled(lumen, far.sessionToken());
  const { connection, repositories } = database;
  await createOfferCodes(connection).ensureIndexes();
  const stock = createOfferStock(connection);
  const offers = createOffers(connection);
  const shopOf = repositories.shops.find;
  service = createOfferService({
    offers,
    pool: stock,
    ledger: createOfferLedger(connection),
    shopOf,
    usesOf: async () => new Map(),
    queue: { enqueue: async () => undefined },
    clock,
  });
  tending = createTendOffers({
    offers,
    pool: { ...stock, ...createOfferClearing(connection) },
    codes: createOfferCodes(connection),
    statusOf: async (ids) =>
      new Map(ids.flatMap((id) => (statuses.has(id) ? [[id, statuses.get(id) ?? 'sending']] : []))),
    platforms: () => createShopifyDiscounts(far.admin),
    shops: async () => [lumen],
    shopOf,
    clock,
    logger: silentLogger,
    pauseMs: 1,
  });
});
beforeEach(async () => {
  clock.set(noon);
  statuses.clear();
  for (const name of ['offers', 'offer_codes', 'offer_discounts'])
    await database.connection.collection(name).deleteMany({});
});
afterAll(async () => {
  await far.close();
  await database.drop();
});

const discounts = () => [...far.fake.store.discounts.values()].filter(({ deleted }) => !deleted);
const make = async (id: string, terms: Terms = percent(10)) => {
  await service.create({ shop: lumen }, { id, title: id, terms, validDays: 7, several: false });
  await tending.shop(lumen);
  return service.find(lumen, id);
};
const codes = () => createOfferCodes(database.connection);
const give = (message: string, offer: string, expiresAt = new Date(noon.getTime() + dayMs)) =>
  codes().giveTo(lumen, {
    message: asMessageId(message),
    contact: asContactId(`of ${message}`),
    flow: asFlowId('f'),
    offer,
    generation: 1,
    expiresAt,
    now: clock.now(),
    several: false,
  });

describe('an offer in Shopify', () => {
  it('is one discount with a pool of codes, each good once', async () => {
    const offer = await make('ten');

    expect(offer).toMatchObject({
      discount: { state: 'ready', problem: null },
      pool: { free: 250, making: 0 },
    });
    const discount = discounts().find(({ title }) => title === 'ten');
    expect(discount).toMatchObject({ percentage: 0.1, amount: null });
    expect(discount?.codes).toHaveLength(251);
    expect(Date.parse(discount?.endsAt ?? '')).toBe(noon.getTime() + 37 * dayMs);
  });

  it('is an amount from a minimum on for some products', async () => {
    const productIds = [...far.fake.store.products.keys()];
    const terms = {
      value: { kind: 'amount', amount: '5.00' },
      minimum: '30.00',
      appliesTo: { kind: 'products', productIds },
    } satisfies Terms;

    await make('five', terms);

    const made = discounts().find(({ title }) => title === 'five');
    expect(made).toMatchObject({ amount: '5.00', minimum: '30.00', productIds });
  });

  it('shows what Shopify refuses, with its own code, and does not ask again', async () => {
    const appliesTo = { kind: 'products' as const, productIds: ['1'] };
    const terms = { ...percent(10), appliesTo };

    const offer = await make('lost', terms);
    const asked = far.fake.store.discounts.size;
    await tending.shop(lumen);

    expect(offer?.discount).toMatchObject({
      state: 'refused',
      problem: {
        code: 'platform_refused',
        fields: { 'basicCodeDiscount.customerGets.items.products': 'INVALID' },
      },
    });
    expect(far.fake.store.discounts.size).toBe(asked);
  });

  it('is found again when the answer to its making was lost', async () => {
    await service.create(
      { shop: lumen },
      { id: 'twice', title: 'twice', terms: percent(20), validDays: 7, several: false },
    );
    await tending.shop(lumen);
    const offers = createOffers(database.connection);
    const key = { offer: 'twice', generation: 1 };
    await offers.changeDiscount(lumen, key, { state: 'wanted' });

    await tending.shop(lumen);

    expect(discounts().filter(({ title }) => title === 'twice')).toHaveLength(1);
    expect((await service.find(lumen, 'twice'))?.discount?.state).toBe('ready');
  });

  it('is filled up again below its low level, once, though two workers look', async () => {
    await make('busy');
    await Promise.all(Array.from({ length: 210 }, (_, n) => give(`m${n}`, 'busy')));

    await Promise.all([tending.shop(lumen), tending.shop(lumen)]);

    // 210 a day: four days' need lies ready.
    expect((await service.find(lumen, 'busy'))?.pool).toEqual({ free: 840, making: 0 });
  });

  it('outlives what is promised: its end is moved on while it is on', async () => {
    await make('long');
    clock.set(new Date(noon.getTime() + 20 * dayMs));

    await tending.shop(lumen);

    const ends = Date.parse(discounts().find(({ title }) => title === 'long')?.endsAt ?? '');
    expect(ends).toBe(noon.getTime() + 57 * dayMs);
  });
});

describe('what is over', () => {
  it('leaves Shopify: a code past its day, and nothing else', async () => {
    await make('brief');
    const over = await give('a', 'brief');
    const good = await give('b', 'brief', new Date(noon.getTime() + 5 * dayMs));
    clock.set(new Date(noon.getTime() + 2 * dayMs));

    await tending.shop(lumen);

    const left = discounts().find(({ title }) => title === 'brief')?.codes ?? [];
    expect(left).not.toContain(over?.code);
    expect(left).toContain(good?.code);
    expect(left).toHaveLength(250);
  });

  it('stays until the last promise is over: other terms are another discount', async () => {
    await make('old');
    await give('a', 'old');
    const changed = await service.change(
      { shop: lumen },
      { offer: 'old', rev: 0, changes: { terms: percent(15) } },
    );
    await tending.shop(lumen);
    const both = discounts().filter(({ title }) => title === 'old');
    expect(changed.kind).toBe('done');
    expect(both.map(({ percentage }) => percentage)).toEqual([0.1, 0.15]);

    clock.set(new Date(noon.getTime() + 2 * dayMs));
    await tending.shop(lumen);
    await tending.shop(lumen);

    expect(discounts().filter(({ title }) => title === 'old')).toMatchObject([{ percentage: 0.15 }]);
  });

  it('goes with a retired offer, once nobody holds a code', async () => {
    await make('gone');
    await service.retire({ shop: lumen }, { offer: 'gone', rev: 0 });

    await tending.shop(lumen);

    expect(discounts().some(({ title }) => title === 'gone')).toBe(false);
  });
});

describe('what a worker that died has left', () => {
  it('is given back where its mail ended without leaving, and kept where it may have left', async () => {
    await make('left');
    await give('skipped', 'left');
    await give('unknown', 'left');
    await give('sending', 'left');
    statuses.set('skipped', 'skipped').set('unknown', 'unknown').set('sending', 'sending');
    clock.set(new Date(noon.getTime() + 3_600_000));

    await tending.shop(lumen);

    expect((await service.find(lumen, 'left'))?.pool.free).toBe(248);
  });
});
