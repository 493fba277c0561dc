import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asShopId } from '../../../lib/brand.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { createCompanionsRepository } from '../../../flows/companions/companions.repository.ts';
import { learnShop } from '../../../flows/learning/learn-shop.ts';
import { createShopFacts } from '../../../flows/shop-facts-from.ts';
import { createReorderIntervalsRepository } from '../../../flows/timing/reorder-intervals.repository.ts';
import { aShop } from '../../../testing/flows/builders.ts';
import { testDatabase } from '../../../testing/mongo.ts';
import type { TestDatabase } from '../../../testing/mongo.ts';
import { runCommand } from '../../../testing/run-command.ts';
import { buildOrderFact, buildProductFact } from '../../../testing/shop/build-facts.ts';
import { createRecordFacts } from '../../../shop/record-facts.ts';
import { openData } from '../../wiring/data.ts';
import type { Data } from '../../wiring/data.ts';

const header =
  'Name,Email,Financial Status,Total,Currency,Created at,Fulfilled at,Accepts Marketing,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem price,Vendor,Id';
const file = [
  header,
  '#1,Mara@lumen.example,paid,12.00,EUR,2025-03-01 10:00:00 +0100,2025-03-02 10:00:00 +0100,yes,1,Soap,soap,4.00,Acme,7001',
  '#1,Mara@lumen.example,,,,2025-03-01 10:00:00 +0100,,,2,"Oil, green",oil,4.00,Acme,',
  '#2,noor@lumen.example,paid,4.00,,2025-03-05 10:00:00 +0100,,no,1,Soap,soap,4.00,Acme,7002',
  '#3,noor@lumen.example,refunded,4.00,EUR,2025-03-06 10:00:00 +0100,,no,1,Soap,soap,4.00,Acme,7003',
  '#4,,paid,4.00,EUR,2025-03-07 10:00:00 +0100,,no,1,Soap,soap,4.00,Acme,7004',
  '#5,ines@lumen.example,paid,n/a,EUR,2025-03-08 10:00:00 +0100,,,1,Soap,soap,free,Acme,',
  '',
].join('\n');
const productFile = [
  'Handle,Title,Vendor,Type,Variant SKU,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Image Src,Status',
  'soap,Green soap,Acme,Care,soap,4.00,shopify,0,https://cdn.example/soap.png,active',
  'lamp,Lamp,Acme,Light,lamp,40.00,,,,draft',
  '',
].join('\n');

let database: TestDatabase;
let data: Data;
let folder: string;
let made = 0;
let shop: ShopId;

beforeAll(async () => {
  database = await testDatabase('import');
  data = await openData(database.connection, { watchClock: false });
  folder = await mkdtemp(join(tmpdir(), 'encore-import-'));
  await writeFile(join(folder, 'orders.csv'), file);
  await writeFile(join(folder, 'products.csv'), productFile);
});
beforeEach(async () => {
  made += 1;
  shop = asShopId(`import-${made}.myshopify.com`);
  const { id: _id, platform: _platform, status: _status, installedAt: _at, ...settings } = aShop();
  await data.shop.shops.install(shop, { platform: 'shopify', settings, at: new Date() });
});
afterAll(async () => {
  await data.clock.close();
  await database.drop();
});

const load = async (...args: readonly string[]) => {
  const paths = args.map((arg) => (arg.endsWith('.csv') ? join(folder, arg) : arg));
  const { code, out, err } = await runCommand(database.uri, 'import', ...paths, '--shop', shop, '--json');
  const result: unknown = JSON.parse(out);
  return { code, err, result };
};

const stored = (collection: string) =>
  database.connection.collection(collection).find({ shop }).sort({ _id: 1 }).toArray();

describe('encore import', () => {
  it('loads orders, people and products, and counts what it leaves out', async () => {
    const { code, result } = await load('orders.csv', '--products', 'products.csv');
    const orders = await data.shop.orders.findMany(shop, ['7001', '7002', 'import:#5']);
    const products = await data.shop.products.findMany(shop, ['import:soap', 'import:oil', 'import:lamp']);

    expect({ code, result }).toEqual({
      code: 0,
      result: {
        orders: 3,
        lines: 4,
        known: 0,
        products: 3,
        skipped: { refunded: 1, guest_without_contact: 1 },
        stopped: false,
      },
    });
    expect(orders[0]).toMatchObject({
      name: '#1',
      address: 'mara@lumen.example',
      total: { amount: '12.00', currency: 'EUR' },
      placedAt: new Date('2025-03-01T09:00:00Z'),
      fulfilledAt: new Date('2025-03-02T09:00:00Z'),
      lines: [
        { productId: 'import:soap', quantity: 1, price: '4.00' },
        { productId: 'import:oil', quantity: 2, title: 'Oil, green' },
      ],
    });
    expect(orders[2]).toMatchObject({ total: { amount: '0.00' }, lines: [{ price: '0.00' }] });
    expect(products.map(({ id, title, productType, status }) => [id, title, productType, status])).toEqual([
      ['import:lamp', 'Lamp', 'Light', 'draft'],
      ['import:oil', 'Oil, green', undefined, 'active'],
      ['import:soap', 'Green soap', 'Care', 'active'],
    ]);
    expect(products[2]?.variants[0]).toMatchObject({ sku: 'soap', price: '4.00', available: false });
  });

  it('gives consent to those of whom the file says so, as of that order, and to nobody else', async () => {
    await load('orders.csv');

    const people = await stored('contacts');
    const consents = await stored('consents');
    expect(people).toHaveLength(3);
    const statedAt = new Date('2025-03-01T09:00:00Z');
    expect(consents.map(({ statements }): unknown => statements)).toEqual([
      [{ key: 'order:7001', source: 'import', state: 'subscribed', statedAt }],
    ]);
  });

  it('starts nothing: its events are from the past, and nobody is enrolled', async () => {
    await load('orders.csv');

    const events = await stored('store_events');
    expect(events.filter(({ type }) => type === 'order.placed')).toHaveLength(3);
    expect(events.every(({ sources }) => JSON.stringify(sources) === '["import"]')).toBe(true);
    expect(await stored('enrollments')).toEqual([]);
    expect(await database.connection.collection('turns').countDocuments()).toBe(0);
  });

  it('changes nothing when it is run again', async () => {
    await load('orders.csv', '--products', 'products.csv');
    const before = await Promise.all(['orders', 'contacts', 'products', 'consents', 'store_events'].map(stored));
    const { result } = await load('orders.csv', '--products', 'products.csv');

    expect(result).toMatchObject({ orders: 0, lines: 0, known: 3, products: 0 });
    expect(await Promise.all(['orders', 'contacts', 'products', 'consents', 'store_events'].map(stored))).toEqual(before);
  }); // prettier-ignore

  it('finds the products of the platform by their SKU, and leaves what the platform said', async () => {
    const record = createRecordFacts(data.shop);
    const variant = { id: '91', title: 'One', price: '5.00', sku: 'soap' };
    const told = { id: '7001', name: '#1 as the platform has it', placedAt: new Date('2025-03-01T09:00:00Z') };
    await record(shop, [buildProductFact({ id: '90', title: 'Soap of ours', variants: [variant] }), buildOrderFact(told)], 'backfill');
    const { result } = await load('orders.csv', '--products', 'products.csv');
    const orders = await data.shop.orders.findMany(shop, ['7001', '7002']);

    expect(result).toMatchObject({ orders: 2, known: 1, products: 1 });
    expect(orders[0]?.name).toBe('#1 as the platform has it');
    expect(orders[1]?.lines[0]?.productId).toBe('90');
    expect(await data.shop.products.findMany(shop, ['import:soap'])).toEqual([]);
  }); // prettier-ignore

  it('is corrected by whatever the platform says later', async () => {
    await load('orders.csv');
    const placedAt = new Date('2025-03-01T09:00:00Z');
    await createRecordFacts(data.shop)(shop, [buildOrderFact({ id: '7001', name: 'true', placedAt, updatedAt: placedAt })], 'backfill');

    expect((await data.shop.orders.findMany(shop, ['7001']))[0]?.name).toBe('true');
  }); // prettier-ignore

  it('loads more orders than it holds at once, in whatever pieces the file comes', async () => {
    const rows = Array.from({ length: 1501 }, (_, n) =>
      [0, 1].map((line) => `#${n},c${n % 50}@lumen.example,${line === 0 ? 'paid' : ''},,,2025-01-01,,,1,Thing ${n % 7},t${n % 7},1.00,Acme,`),
    ).flat();
    await writeFile(join(folder, 'many.csv'), [header, ...rows].join('\r'));
    const { code, result } = await load('many.csv');

    expect({ code, result }).toMatchObject({ code: 0, result: { orders: 1501, lines: 3002, products: 7 } });
    expect(await database.connection.collection('orders').countDocuments({ shop })).toBe(1501);
  }); // prettier-ignore

  it('is learned from like any past', async () => {
    const rows = Array.from({ length: 20 }, (_, who) =>
      [0, 30, 61, 90].map((day) => `#${who}-${day},c${who}@lumen.example,paid,,,${new Date(Date.UTC(2025, 0, 1 + day + (who % 7))).toISOString()},,,1,Soap,soap,1.00,Acme,`),
    ).flat();
    await writeFile(join(folder, 'soap.csv'), [header, ...rows].join('\n'));
    await load('soap.csv');
    const { orders, products } = createShopFacts(data.shop);
    const timings = createReorderIntervalsRepository(database.connection);
    const companions = createCompanionsRepository(database.connection);
    await learnShop({ orders, products, timings, companions, clock: data.clock }, shop);

    const [soap] = await timings.find(shop, ['import:soap']);
    expect(soap?.model).toMatchObject({ n: 60, customers: 20, source: 'product', replenishable: true, vendor: 'Acme' });
    expect(Math.abs((soap?.model?.p50 ?? 0) - 30)).toBeLessThan(3);
  }); // prettier-ignore

  it('exits 1 for a shop that has not installed Encore', async () => {
    const { code, err } = await runCommand(database.uri, 'import', join(folder, 'orders.csv'), '--shop', 'nowhere.myshopify.com'); // prettier-ignore

    expect(code).toBe(1);
    expect(err).toContain('shop_not_installed');
  });

  it.each([
    [['--shop', 'lumen.myshopify.com'], 'name one file of orders'],
    [['orders.csv', 'more.csv', '--shop', 'lumen.myshopify.com'], 'name one file of orders'],
    [['orders.csv'], 'say which shop'],
    [['nowhere.csv', '--shop', 'SHOP'], "can't be read"],
    [['products.csv', '--shop', 'SHOP'], 'not an export of orders'],
    [['orders.csv', '--products', 'orders.csv', '--shop', 'SHOP'], 'not an export of products'],
  ])('exits 2 for %j', async (args, problem) => {
    const given = args.map((arg) => (arg === 'SHOP' ? shop : arg.endsWith('.csv') ? join(folder, arg) : arg));
    const { code, err } = await runCommand(database.uri, 'import', ...given);

    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
