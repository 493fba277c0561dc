import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { asShopId } from '../../lib/brand.ts';
import type { BackfillProgress } from '../../shop/shop.ts';
import { eventually } from '../eventually.ts';
import { aShop } from '../flows/builders.ts';
import { shopDatabase } from '../shop/shop-database.ts';
import type { ShopDatabase } from '../shop/shop-database.ts';
import { servePast } from '../../../bench/backfill/serve-past.ts';

jest.setTimeout(180_000);

const shop = asShopId('past.myshopify.com');
const size = { products: 40, customers: 300, orders: 2000, broken: [1208, 4502] };
const deaths = 2;

let database: ShopDatabase;
let server: Server;
let pastUrl: string;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  database = await shopDatabase('backfill-killed');
  server = await servePast(size);
  const address = server.address();
  pastUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const { id: _id, platform: _platform, status: _status, installedAt: at, ...settings } = aShop();
  await database.repositories.shops.install(shop, { platform: 'shopify', settings, at });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  server.close();
  server.closeAllConnections();
  await database.drop();
});

const progress = async (): Promise<BackfillProgress | undefined> =>
  (await database.repositories.shops.find(shop))?.backfill;
const count = (name: string, filter: object = {}): Promise<number> =>
  database.connection.collection(name).countDocuments({ shop, ...filter });

const work = (): { readonly ended: Promise<unknown> } => {
  const child = join(import.meta.dirname, 'backfill.child.ts');
  worker = spawn(process.execPath, [child, database.uri, pastUrl, shop], { stdio: 'inherit' });
  return { ended: once(worker, 'exit') };
};

/** Kills it with orders under way; resolves to how far it had come. */
const killOnTheWay = async (beyond: number): Promise<number> => {
  const { ended } = work();
  await eventually(async () => {
    const reached = await progress();
    return reached?.phase === 'orders' && (reached.offset ?? 0) > beyond;
  }, 60_000);
  worker?.kill('SIGKILL');
  await ended;
  return (await progress())?.offset ?? 0;
};

describe('a back-fill whose worker is killed again and again', () => {
  it('goes on each time where it was, loses nothing and counts nothing twice', async () => {
    const reached = [0];
    for (let death = 0; death < deaths; death += 1) reached.push(await killOnTheWay(reached.at(-1) ?? 0));
    await work().ended;

    expect(reached).toEqual([...new Set(reached)].toSorted((a, b) => a - b));
    expect(reached.at(-1)).toBeLessThan(3 * size.orders);
    const lines = 2 * size.products + size.customers + 3 * size.orders;
    const lost = size.broken.length;
    expect(await progress()).toMatchObject({ state: 'done', applied: lines - lost, broken: lost });
    expect(await count('inbox', { state: 'quarantined' })).toBe(lost);
    expect(await count('products')).toBe(size.products);
    expect(await count('contacts')).toBe(size.customers);
    expect(await count('consents')).toBe(size.customers);
    expect(await count('orders')).toBe(size.orders);
    expect(await count('store_events', { type: 'order.placed' })).toBe(size.orders);
    expect(await database.connection.collection('store_events').distinct('sources')).toEqual(['backfill']);
  });
});
