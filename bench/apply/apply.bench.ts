import type { Connection } from 'mongoose';
import { z } from 'zod';
import { openData } from '../../server/app/wiring/data.ts';
import { wireFlows } from '../../server/app/wiring/flows.ts';
import { realNow } from '../../server/lib/clock.ts';
import { silentLogger } from '../../server/lib/logger.ts';
import { createInboxInsert } from '../../server/shop/inbox/inbox-insert.repository.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { benchShop } from '../harness/bench-shop.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { cpuMsOf } from '../harness/process-cpu.ts';
import { figure } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import type { Role } from '../harness/role.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, medianRatio, rounded } from '../harness/statistics.ts';
import { applyShop, newOrder } from './deliveries.ts';

interface World {
  readonly context: BenchContext;
  readonly connection: Connection;
  readonly uri: string;
}

interface Contender {
  readonly name: string;
  readonly role: Role;
  readonly perSecond: number[];
  readonly cpuMs: number[];
}

interface Run {
  readonly round: number;
  readonly rows: number;
}

const resultSchema = z.object({ elapsedMs: z.number() });
const bulk = 500;
/** The worker's own inbox, as in the enroll benchmark. */
const encoreModule = new URL('../enroll/encore.role.ts', import.meta.url);
const bareModule = new URL('./bare-insert.role.ts', import.meta.url);

const openWorld = async (context: BenchContext): Promise<World> => {
  const uri = context.mongod.uri('apply');
  const { connection, close } = await openBenchConnection(uri);
  context.onEnd(close);
  const data = await openData(connection, { watchClock: false });
  context.onEnd(() => data.clock.close());
  await data.shop.shops.install(applyShop, { platform: 'shopify', settings: benchShop, at: realNow() });
  await wireFlows(data, silentLogger).service.ensurePresets(applyShop, 'draft');
  return { context, connection, uri };
};

const startContender = async ({ context, uri }: World, name: string, module: URL): Promise<Contender> => {
  const role = startRole(module);
  context.onEnd(role.stop);
  await role.call('open', { uri, counted: false }, z.boolean());
  return { name, role, perSecond: [], cpuMs: [] };
};

const storeOrders = async ({ connection }: World, { round, rows }: Run): Promise<void> => {
  const insert = createInboxInsert(connection);
  const now = realNow();
  for (let from = 0; from < rows; from += bulk)
    await insert(
      Array.from({ length: Math.min(bulk, rows - from) }, (_, index) => newOrder(round, from + index, now)),
    );
};

/** Fast is worth nothing when a delivery of the round was left, or led to no order, contact or event. */
const check = async ({ connection }: World, { round, rows }: Run): Promise<void> => {
  const count = (name: string, filter: object): Promise<number> =>
    connection.collection(name).countDocuments({ shop: applyShop, ...filter });
  const token = { $regex: `^checkout-${round}-` };
  const found = {
    applied: await count('inbox', { state: 'applied', deliveryId: { $regex: `^delivery-${round}-` } }),
    orders: await count('orders', { checkoutToken: token }),
    contacts: await count('contacts', { address: { $regex: `^person-${round}-` } }),
    events: await count('store_events', { type: 'order.placed', 'data.checkoutToken': token }),
  };
  if (Object.values(found).some((one) => one !== rows))
    throw new Error(`of ${rows} deliveries ${JSON.stringify(found)}`);
};

const timeRun = async (world: World, contender: Contender, run: Run): Promise<void> => {
  const cpu = async (): Promise<number> =>
    (await cpuMsOf(contender.role.pid)) + (await cpuMsOf(world.context.mongod.pid));
  const before = await cpu();
  const { elapsedMs } = await contender.role.call('run', { ...run, of: 'deliveries' }, resultSchema);
  contender.cpuMs.push((((await cpu()) - before) / run.rows) * 1000);
  contender.perSecond.push((run.rows / elapsedMs) * 1000);
  say(`apply: ${contender.name} ${Math.round(contender.perSecond.at(-1) ?? 0)}/s`);
};

const figuresOf = ({ name, perSecond, cpuMs }: Contender, what: string) => [
  figure(`${name}, throughput`, median(perSecond), `${what}/s`),
  figure(`${name}, CPU of process and database per 1,000`, median(cpuMs), 'ms'),
];

/** From a stored `orders/create` of somebody new to order, contact, store event and journal; no flow is live. */
export const apply: Benchmark = async (context) => {
  const world = await openWorld(context);
  const encore = await startContender(world, 'Encore', encoreModule);
  const bare = await startContender(world, 'insertMany of the deliveries', bareModule);
  const [rounds, rows] = context.full ? [15, 20_000] : [7, 3000];
  const applyRound = async (round: number): Promise<void> => {
    await storeOrders(world, { round, rows });
    await timeRun(world, encore, { round, rows });
    await check(world, { round, rows });
  };
  const both = [applyRound, (round: number) => timeRun(world, bare, { round, rows: 2 * rows })];
  for (const warmUp of both) await warmUp(900);
  for (const { perSecond, cpuMs } of [encore, bare]) perSecond.length = cpuMs.length = 0;
  await interleave(rounds, both);
  return {
    name: 'apply',
    figures: [...figuresOf(encore, 'deliveries'), ...figuresOf(bare, 'rows')],
    ratios: [
      {
        name: 'vs-insert-many',
        value: rounded(medianRatio(encore.perSecond, bare.perSecond)),
        goal: 0.05,
        better: 'higher',
      },
    ],
  };
};
