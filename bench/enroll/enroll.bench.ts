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
import type { Ratio } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import type { Role } from '../harness/role.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, medianRatio, rounded } from '../harness/statistics.ts';
import { enrollShop, newDelivery } from './deliveries.ts';

interface World {
  readonly context: BenchContext;
  readonly connection: Connection;
  readonly uri: string;
}

/** What a contender is told to do in a round. */
interface Run {
  readonly round: number;
  readonly rows: number;
  readonly of: 'deliveries' | 'events';
}

interface Contender {
  readonly name: string;
  readonly role: Role;
  readonly perSecond: number[];
  readonly cpuMs: number[];
}

const resultSchema = z.object({ elapsedMs: z.number(), commands: z.number() });
const bulk = 500;
const encoreModule = new URL('./encore.role.ts', import.meta.url);
const bareModule = new URL('./bare-insert.role.ts', import.meta.url);

const openWorld = async (context: BenchContext): Promise<World> => {
  const uri = context.mongod.uri('enroll');
  const { connection, close } = await openBenchConnection(uri);
  context.onEnd(close);
  const data = await openData(connection, { watchClock: false });
  context.onEnd(() => data.clock.close());
  await data.shop.shops.install(enrollShop, { platform: 'shopify', settings: benchShop, at: realNow() });
  await wireFlows(data, silentLogger).service.ensurePresets(enrollShop, 'live');
  return { context, connection, uri };
};

const startContender = async ({ context, uri }: World, name: string, counted = false): Promise<Contender> => {
  const role = startRole(name === 'Encore' ? encoreModule : bareModule);
  context.onEnd(role.stop);
  await role.call('open', { uri, counted }, z.boolean());
  return { name, role, perSecond: [], cpuMs: [] };
};

const storeDeliveries = async ({ connection }: World, round: number, count: number): Promise<void> => {
  const insert = createInboxInsert(connection);
  const now = realNow();
  for (let from = 0; from < count; from += bulk)
    await insert(
      Array.from({ length: Math.min(bulk, count - from) }, (_, index) =>
        newDelivery(round, from + index, now),
      ),
    );
};

/** Fast is worth nothing when a delivery of the round was left, or led to no fact, event or enrollment. */
const checkRound = async ({ connection }: World, round: number, count: number): Promise<void> => {
  const of = (field: string) => ({ [field]: { $regex: `checkout-${round}-` } });
  const found = {
    applied: await connection
      .collection('inbox')
      .countDocuments({ state: 'applied', deliveryId: { $regex: `^delivery-${round}-` } }),
    checkouts: await connection.collection('checkouts').countDocuments(of('details.token')),
    events: await connection.collection('store_events').countDocuments(of('about')),
    enrollments: await connection
      .collection('enrollments')
      .countDocuments({ ...of('about'), state: 'waiting' }),
  };
  if (Object.values(found).some((rows) => rows !== count))
    throw new Error(`of ${count} deliveries ${JSON.stringify(found)}`);
};

const cpuOf = async ({ context }: World, { role }: Contender): Promise<number> =>
  (await cpuMsOf(role.pid)) + (await cpuMsOf(context.mongod.pid));

const timeRun = async (world: World, contender: Contender, run: Run): Promise<void> => {
  const { rows } = run;
  const before = await cpuOf(world, contender);
  const { elapsedMs } = await contender.role.call('run', run, resultSchema);
  contender.cpuMs.push((((await cpuOf(world, contender)) - before) / rows) * 1000);
  contender.perSecond.push((rows / elapsedMs) * 1000);
  say(`enroll: ${contender.name} ${Math.round(contender.perSecond.at(-1) ?? 0)}/s`);
};

const applyRound = async (world: World, encore: Contender, run: Run): Promise<void> => {
  await storeDeliveries(world, run.round, run.rows);
  await timeRun(world, encore, run);
  await checkRound(world, run.round, run.rows);
};

const countCommands = async (world: World, round: number): Promise<number> => {
  const counted = await startContender(world, 'Encore', true);
  await storeDeliveries(world, round, 1000);
  const { commands } = await counted.role.call('run', { round, rows: 1000, of: 'deliveries' }, resultSchema);
  await checkRound(world, round, 1000);
  return commands;
};

const figuresOf = ({ name, perSecond, cpuMs }: Contender, what: string) => [
  figure(`${name}, throughput`, median(perSecond), `${what}/s`),
  figure(`${name}, CPU of process and database per 1,000`, median(cpuMs), 'ms'),
];

/** From a stored delivery of somebody new to facts, store event and enrollment. */
export const enroll: Benchmark = async (context) => {
  const world = await openWorld(context);
  const encore = await startContender(world, 'Encore');
  const bare = await startContender(world, 'insertMany of the deliveries');
  const events = await startContender(world, 'insertMany of event-sized rows');
  const [rounds, rows] = context.full ? [15, 20_000] : [7, 3000];
  const all = [
    (round: number) => applyRound(world, encore, { round, rows, of: 'deliveries' }),
    (round: number) => timeRun(world, bare, { round, rows: 2 * rows, of: 'deliveries' }),
    (round: number) => timeRun(world, events, { round, rows: 5 * rows, of: 'events' }),
  ];
  for (const warmUp of all) await warmUp(900);
  for (const { perSecond, cpuMs } of [encore, bare, events]) perSecond.length = cpuMs.length = 0;
  await interleave(rounds, all);
  const commands = await countCommands(world, 901);
  const ratioOf = (name: string, to: Contender): Ratio => ({
    name,
    value: rounded(medianRatio(encore.perSecond, to.perSecond)),
    goal: 0.05,
    better: 'higher',
  });
  return {
    name: 'enroll',
    figures: [
      ...figuresOf(encore, 'deliveries'),
      ...figuresOf(bare, 'rows'),
      ...figuresOf(events, 'rows'),
      figure('Encore, driver commands per 1,000 deliveries', commands, 'commands'),
    ],
    ratios: [ratioOf('vs-insert-many', bare), ratioOf('vs-insert-many-of-event-sized-rows', events)],
  };
};
