import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asShopId } from '../lib/brand.ts';
import { countCommands } from '../testing/engine/count-commands.ts';
import type { CommandCounter } from '../testing/engine/count-commands.ts';
import { lumen, umbra } from '../testing/shop/build-delivery.ts';
import { builtAt } from '../testing/shop/build-facts.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { shopSettings } from '../testing/shop/shop-settings.ts';
import { onceEach, takeFreshLook } from './fresh-look.repository.ts';
import type { FreshLook } from './fresh-look.repository.ts';
import { createProductRepository } from './products.repository.ts';
import { gatherReads, readRows } from './row-reads.repository.ts';
import { createShopRepository } from './shops.repository.ts';

let database: TestDatabase;
let counter: CommandCounter;

beforeAll(async () => {
  database = await testDatabase('fresh look');
  counter = await countCommands(database.uri);
  const shops = createShopRepository(database.connection);
  for (const shop of [lumen, umbra])
    await shops.install(shop, { platform: 'shopify', settings: shopSettings, at: builtAt });
  await createProductRepository(database.connection).applyMany(
    lumen,
    ['1', '2'].map((id) => ({
      product: { id, title: `Lamp ${id}`, status: 'active', variants: [], updatedAt: builtAt },
      stamp: '1',
    })),
  );
});
afterAll(async () => {
  await counter.close();
  await database.drop();
});

const look = (): FreshLook => takeFreshLook(counter.connection, gatherReads());

describe('reads that are gathered', () => {
  it('are one command for what is asked at once, each answered with its own rows', async () => {
    const { shops, products, contacts } = look();
    counter.take();

    const [shop, lamps, people] = await Promise.all([
      shops.find(lumen),
      products.findMany(lumen, ['1', '2', '3']),
      contacts.findMany(lumen, []),
    ]);

    expect(counter.take()).toEqual(['aggregate']);
    expect(shop?.id).toBe(lumen);
    expect(lamps.map(({ title }) => title)).toEqual(['Lamp 1', 'Lamp 2']);
    expect(people.size).toBe(0);
  });

  it('tell the same as reads one by one', async () => {
    const alone = takeFreshLook(counter.connection, readRows);
    const together = look();
    const ask = (from: FreshLook) =>
      Promise.all([from.shops.find(umbra), from.products.findMany(lumen, ['2'])]);

    expect(await ask(together)).toEqual(await ask(alone));
  });

  it('fail for everybody who asked when they fail', async () => {
    const gone = await countCommands(database.uri);
    const { shops, products } = takeFreshLook(gone.connection, gatherReads());
    await gone.close();

    const outcomes = await Promise.allSettled([shops.find(lumen), products.findMany(lumen, ['1'])]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('a look at the facts', () => {
  it('reads a row once, whoever asks and however often', async () => {
    const { shops, products } = look();
    await Promise.all([shops.find(lumen), products.findMany(lumen, ['1'])]);
    counter.take();

    const again = await Promise.all([shops.find(lumen), products.findMany(lumen, ['1'])]);
    const more = await products.findMany(lumen, ['1', '2']);

    expect(again[1]).toHaveLength(1);
    expect(more.map(({ id }) => id)).toEqual(['1', '2']);
    expect(counter.take()).toEqual(['aggregate']);
  });

  it('keeps nothing for the next one', async () => {
    const before = await look().shops.find(umbra);
    await createShopRepository(database.connection).updateSettings(umbra, { name: 'Umbra & Sons' });

    const after = await look().shops.find(umbra);

    expect([before?.name, after?.name]).toEqual(['Lumen', 'Umbra & Sons']);
  });

  it('never answers one shop with what was read for another', async () => {
    const { products, shops } = look();

    const [own, others] = await Promise.all([
      products.findMany(lumen, ['1']),
      products.findMany(umbra, ['1']),
    ]);

    expect([own.length, others.length]).toEqual([1, 0]);
    expect(await shops.find(asShopId('gone.myshopify.com'))).toBeUndefined();
  });

  it('asks for what is missing only', async () => {
    const asked: string[][] = [];
    const read = onceEach(async (_shop, keys: readonly string[]) => {
      asked.push([...keys]);
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, key.length] as const));
    });

    const first = await read(lumen, ['mara', 'nobody', 'mara']);
    const second = await read(lumen, ['noor', 'mara', 'nobody']);

    expect(asked).toEqual([['mara', 'nobody'], ['noor']]);
    expect([...first]).toEqual([['mara', 4]]);
    expect(second.get('noor')).toBe(4);
  });
});
