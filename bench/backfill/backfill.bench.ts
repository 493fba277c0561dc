import type { Connection } from 'mongoose';
import { z } from 'zod';
import { openData } from '../../server/app/wiring/data.ts';
import { workerFlags } from '../../server/app/standalone/supervisor/part-plans.ts';
import { asShopId } from '../../server/lib/brand.ts';
import { realNow } from '../../server/lib/clock.ts';
import { servePast } from './serve-past.ts';
import type { PastSize } from './serve-past.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { benchShop } from '../harness/bench-shop.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { portOf } from '../harness/port-of.ts';
import { figure } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import { say } from '../harness/say.ts';
import { rounded } from '../harness/statistics.ts';

const shop = asShopId('past.myshopify.com');
const short: PastSize = { products: 500, customers: 20_000, orders: 60_000 };
const full: PastSize = { products: 5000, customers: 300_000, orders: 1_000_000 };
const ordersPerSecond = 1200;
const mostMb = 350;

const markSchema = z.object({ atMs: z.number(), cpuMs: z.number() });
const resultSchema = z.object({
  applied: z.number(),
  broken: z.number(),
  marks: z.object({ begin: markSchema, orders: markSchema, checkouts: markSchema, done: markSchema }),
  peakMb: z.number(),
});

/** ORDERS: how many, for a run that has to be over sooner. */
const sizeOf = (isFull: boolean): PastSize => {
  const size = isFull ? full : short;
  const asked = Number(process.env['ORDERS'] ?? size.orders);
  return { ...size, orders: asked, customers: Math.min(size.customers, Math.ceil(asked / 3)) };
};

const prepare = async (context: BenchContext, uri: string): Promise<Connection> => {
  const { connection, close } = await openBenchConnection(uri);
  context.onEnd(close);
  const data = await openData(connection, { watchClock: false });
  context.onEnd(() => data.clock.close());
  await data.shop.shops.install(shop, { platform: 'shopify', settings: benchShop, at: realNow() });
  return connection;
};

/** Fast is worth nothing when something of the past is missing, or is there twice. */
const check = async (connection: Connection, size: PastSize): Promise<void> => {
  const count = (name: string, filter: object = {}): Promise<number> =>
    connection.collection(name).countDocuments({ shop, ...filter });
  const found = {
    orders: await count('orders'),
    contacts: await count('contacts'),
    placed: await count('store_events', { type: 'order.placed' }),
  };
  if (found.orders !== size.orders || found.placed !== size.orders || found.contacts !== size.customers)
    throw new Error(`${JSON.stringify(found)} came of ${JSON.stringify(size)}`);
};

/** A shop's past of two years: read by bulk operation, line by line, and applied through the one way in. */
export const backfill: Benchmark = async (context) => {
  const size = sizeOf(context.full);
  const uri = context.mongod.uri('backfill');
  const connection = await prepare(context, uri);
  const server = await servePast(size);
  context.onEnd(async () => void server.close());
  const role = startRole(new URL('./encore.role.ts', import.meta.url), workerFlags);
  context.onEnd(role.stop);
  say(`backfill: ${size.orders} orders of ${size.customers} customers`);
  const pastUrl = `http://127.0.0.1:${portOf(server)}`;
  const run = { uri, shop, pastUrl, mongodPid: context.mongod.pid };
  const { applied, broken, marks, peakMb } = await role.call('run', run, resultSchema);
  await check(connection, size);
  if (broken > 0) throw new Error(`${broken} lines could not be read`);
  const perSecond = (size.orders / (marks.checkouts.atMs - marks.orders.atMs)) * 1000;
  const cpuMs = ((marks.checkouts.cpuMs - marks.orders.cpuMs) / size.orders) * 1000;
  return {
    name: 'backfill',
    figures: [
      figure('orders applied', perSecond, 'orders/s'),
      figure('CPU of process and database per 1,000 orders', cpuMs, 'ms'),
      figure('orders in all', size.orders, 'orders'),
      figure('lines in all', applied, 'lines'),
      figure('the whole past', (marks.done.atMs - marks.begin.atMs) / 1000, 's'),
      figure('highest memory of the worker', peakMb, 'MB'),
    ],
    ratios: [
      {
        name: 'orders-vs-1200-a-second',
        value: rounded(perSecond / ordersPerSecond),
        goal: 1,
        better: 'higher',
      },
      { name: 'memory-vs-350-mb', value: rounded(peakMb / mostMb), goal: 1, better: 'lower' },
    ],
  };
};
