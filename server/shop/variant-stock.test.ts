import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lumen } from '../testing/shop/build-delivery.ts';
import { buildProductFact, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { StoreFact } from './facts.ts';
import { createRecordFacts } from './record-facts.ts';
import { toldStock, withStock } from './variant-stock.ts';

const variants = [{ id: '7', title: 'One', price: '9.00', available: true }];
const updatedAt = minutesLater(10);
const told = (available: boolean, minutes: number) => ({
  '7': toldStock({ productId: '1', variantId: '7', available, at: minutesLater(minutes) }),
});

describe('a variant', () => {
  it.each([
    ['sold out after the product was told', told(false, 11), false],
    ['sold out in the same moment', told(false, 10), false],
    ['sold out before the product was told', told(false, 9), true],
    ['nothing told', {}, true],
    ['another variant', { '8': told(false, 11)['7'] }, true],
  ])('is available or not: %s', (_case, stock, available) => {
    expect(withStock({ variants, updatedAt }, stock)).toMatchObject([{ id: '7', available }]);
  });
});

describe('stock as it is kept', () => {
  let database: ShopDatabase;
  beforeAll(async () => {
    database = await shopDatabase('variant stock');
  });
  afterAll(() => database.drop());
  beforeEach(() => database.repositories.products.deleteAll(lumen));

  const facts: readonly StoreFact[] = [
    buildProductFact({ id: 'p1', updatedAt: minutesLater(1) }),
    { kind: 'stock', stock: { productId: 'p1', variantId: 'v1', available: false, at: minutesLater(2) } },
    { kind: 'stock', stock: { productId: 'p1', variantId: 'v1', available: true, at: minutesLater(3) } },
    { kind: 'stock', stock: { productId: 'p1', variantId: 'v1', available: false, at: minutesLater(3) } },
    buildProductFact({ id: 'p1', title: 'Night lamp, new', updatedAt: minutesLater(2) }),
  ];

  it('ends alike in whatever order it is heard, however often', async () => {
    const record = createRecordFacts(database.repositories);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...facts], { minLength: facts.length }),
        fc.subarray([...facts]),
        async (all, again) => {
          await database.repositories.products.deleteAll(lumen);
          for (const fact of [...all, ...again]) await record(lumen, [fact], 'webhook');
          expect(await database.repositories.products.findMany(lumen, ['p1'])).toMatchObject([
            { title: 'Night lamp, new', variants: [{ id: 'v1', available: false }] },
          ]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is of no product that nobody has told of', async () => {
    await database.repositories.products.tellStock(lumen, {
      productId: 'p9',
      variantId: '7',
      available: true,
      at: minutesLater(1),
    });

    expect(await database.repositories.products.findMany(lumen, ['p9'])).toEqual([]);
  });
});
