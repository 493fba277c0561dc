import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { buildProductFact, minutesLater } from '../testing/shop/build-facts.ts';
import { shopDatabase } from '../testing/shop/shop-database.ts';
import type { ShopDatabase } from '../testing/shop/shop-database.ts';
import type { ProductRepository } from './products.repository.ts';

let database: ShopDatabase;
let products: ProductRepository;

const titles = (found: readonly { readonly title: string }[]): readonly string[] =>
  found.map(({ title }) => title);

beforeAll(async () => {
  database = await shopDatabase('products');
  products = database.repositories.products;
});
beforeEach(async () => {
  await products.deleteAll(lumen);
  await products.deleteAll(umbra);
});
afterAll(() => database.drop());

describe('a product', () => {
  it('is as its newest version says, whatever was heard last', async () => {
    await products.applyMany(lumen, [buildProductFact({ title: 'New', updatedAt: minutesLater(5) })]);

    await products.applyMany(lumen, [buildProductFact({ title: 'Old' })]);

    expect(titles(await products.findMany(lumen, ['p1']))).toEqual(['New']);
  });

  it('keeps the address of its page when a newer version does not tell it', async () => {
    await products.applyMany(lumen, [buildProductFact({ url: 'https://lumen.example/lamp' })]);

    await products.applyMany(lumen, [buildProductFact({ title: 'New', updatedAt: minutesLater(5) })]);

    const [product] = await products.findMany(lumen, ['p1']);
    expect(product).toMatchObject({ title: 'New', url: 'https://lumen.example/lamp' });
  });

  it('learns the address of its page from an older version, too', async () => {
    await products.applyMany(lumen, [buildProductFact({ title: 'New', updatedAt: minutesLater(5) })]);

    await products.applyMany(lumen, [buildProductFact({ url: 'https://lumen.example/lamp' })]);

    const [product] = await products.findMany(lumen, ['p1']);
    expect(product).toMatchObject({ title: 'New', url: 'https://lumen.example/lamp' });
  });

  it('keeps what looks like an instruction to the database as the text it is', async () => {
    await products.applyMany(lumen, [buildProductFact({ title: '$details.vendor', vendor: '$$NOW' })]);

    const [product] = await products.findMany(lumen, ['p1']);
    expect(product).toMatchObject({ title: '$details.vendor', vendor: '$$NOW' });
  });

  it('can still be shown once it is deleted, also when that was heard first', async () => {
    await products.markDeleted(lumen, 'p1', minutesLater(1));
    const unheard = await products.findMany(lumen, ['p1']);

    await products.applyMany(lumen, [buildProductFact()]);

    const [product] = await products.findMany(lumen, ['p1']);
    expect(unheard).toEqual([]);
    expect(product).toMatchObject({ title: 'Night lamp', deletedAt: minutesLater(1) });
  });
});

describe('products to suggest', () => {
  beforeEach(async () => {
    await products.applyMany(lumen, [
      buildProductFact({ id: 'p3', title: 'Desk lamp' }),
      buildProductFact({ id: 'p2', title: 'Lamp oil (500 ml)', vendor: 'Oak' }),
      buildProductFact({ id: 'p4', title: 'Old lamp', status: 'archived' }),
      buildProductFact({ id: 'p5', title: 'Draft lamp', status: 'draft' }),
      buildProductFact({ id: 'p6', title: 'Gone lamp' }),
    ]);
    await products.markDeleted(lumen, 'p6', minutesLater(1));
    await products.applyMany(umbra, [buildProductFact({ title: 'Umbra lamp' })]);
  });

  it('are found by their vendor when they are on sale, by id, up to the limit', async () => {
    const all = await products.findByVendors(lumen, ['Lumen', 'Oak'], 10);
    const one = await products.findByVendors(lumen, ['Lumen', 'Oak'], 1);

    expect(titles(all)).toEqual(['Lamp oil (500 ml)', 'Desk lamp']);
    expect(titles(one)).toEqual(['Lamp oil (500 ml)']);
  });

  it.each([
    ['whatever its capitals', 'LAMP', ['Lamp oil (500 ml)', 'Desk lamp']],
    ['with signs that mean something to a pattern', '(500', ['Lamp oil (500 ml)']],
    ['not by a pattern', '.*', []],
  ])('are found by a part of the title, %s', async (_name, text, expected) => {
    const found = await products.search(lumen, text, 10);

    expect(titles(found)).toEqual(expected);
  });
});
