import { z } from 'zod';
import type { Connection } from 'mongoose';
import { asShopId } from '../../server/lib/brand.ts';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { ensureShopIndexes } from '../../server/shop/shop-indexes.repository.ts';
import { createShopRepositories } from '../../server/shop/shop-repositories.repository.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { benchShop } from '../harness/bench-shop.ts';
import { cpuMsOf } from '../harness/process-cpu.ts';
import { figure } from '../harness/report.ts';
import { startRole } from '../harness/role.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, medianRatio, quantile, rounded } from '../harness/statistics.ts';
import { webhookShop } from './webhook.ts';
import { runLoad } from './webhook-load.ts';
import type { LoadResult } from './webhook-load.ts';

interface Contender {
  readonly name: string;
  readonly collection: string;
  readonly port: number;
  readonly pid: number;
  readonly perSecond: number[];
  readonly p99Ms: number[];
  readonly cpuMs: number[];
}

interface World {
  readonly context: BenchContext;
  readonly connection: Connection;
  readonly serial: { value: number };
}

const connections = 50;

const startContender = async (
  context: BenchContext,
  uri: string,
  { name, collection, module }: { name: string; collection: string; module: URL },
): Promise<Contender> => {
  const role = startRole(module);
  context.onEnd(role.stop);
  const port = await role.call('start', { uri }, z.number());
  return { name, collection, port, pid: role.pid, perSecond: [], p99Ms: [], cpuMs: [] };
};

const forMs = (ms: number, { serial }: World): (() => string | undefined) => {
  const endMs = monotonicMs() + ms;
  return () => (monotonicMs() < endMs ? `delivery-${(serial.value += 1)}` : undefined);
};

/** Every answer 200 must have its row, or the fastest answer is worth nothing. */
const checkRows = async (
  { connection }: World,
  { name, collection }: Contender,
  sent: LoadResult,
): Promise<void> => {
  const rows = await connection.collection(collection).countDocuments();
  if (sent.refused > 0 || rows !== sent.acknowledged)
    throw new Error(`${name}: ${sent.acknowledged} acknowledged, ${sent.refused} refused, ${rows} rows`);
};

const emptyInbox = async ({ connection }: World, { collection }: Contender): Promise<void> => {
  await connection
    .collection(collection)
    .drop()
    .catch(() => undefined);
  await ensureShopIndexes(connection);
};

const cpuOf = async ({ context }: World, { pid }: Contender): Promise<number> =>
  (await cpuMsOf(pid)) + (await cpuMsOf(context.mongod.pid));

const runRound = async (world: World, contender: Contender, ms: number): Promise<void> => {
  await emptyInbox(world, contender);
  const cpuBefore = await cpuOf(world, contender);
  const sent = await runLoad({ port: contender.port, connections, next: forMs(ms, world) });
  const cpuMs = (await cpuOf(world, contender)) - cpuBefore;
  await checkRows(world, contender, sent);
  contender.perSecond.push((sent.acknowledged / sent.elapsedMs) * 1000);
  contender.p99Ms.push(quantile(sent.latenciesMs, 0.99));
  contender.cpuMs.push((cpuMs / sent.acknowledged) * 1000);
  say(`ingest: ${contender.name} ${Math.round(contender.perSecond.at(-1) ?? 0)}/s`);
};

const counted = (count: number, prefix: string): (() => string | undefined) => {
  let sent = 0;
  return () => (sent < count ? `${prefix}-${(sent += 1)}` : undefined);
};

/** The same deliveries a second time: CPU of the web process and the database, against the first time. */
const compareDuplicates = async (world: World, contender: Contender, round: number): Promise<number> => {
  await emptyInbox(world, contender);
  const costs: number[] = [];
  for (const _time of ['new', 'duplicate']) {
    const before = await cpuOf(world, contender);
    const next = counted(8000, `repeated-${round}`);
    const { refused } = await runLoad({ port: contender.port, connections, next });
    if (refused > 0) throw new Error(`${refused} deliveries refused`);
    costs.push((await cpuOf(world, contender)) - before);
  }
  const [first = Number.NaN, second = Number.NaN] = costs;
  return second / first;
};

/** Inserts per 1,000 webhooks, by the database's own count: the rows of a group share one. */
const countCommands = async (world: World, contender: Contender): Promise<number> => {
  await emptyInbox(world, contender);
  const inserts = async (): Promise<number> => {
    const status = await world.connection.getClient().db('admin').command({ serverStatus: 1 });
    return z
      .object({ metrics: z.object({ commands: z.object({ insert: z.object({ total: z.number() }) }) }) })
      .parse(status).metrics.commands.insert.total;
  };
  const before = await inserts();
  await runLoad({ port: contender.port, connections, next: counted(5000, 'counted') });
  return ((await inserts()) - before) / 5;
};

const openWorld = async (context: BenchContext, uri: string): Promise<World> => {
  const { connection, close } = await openBenchConnection(uri);
  context.onEnd(close);
  await ensureShopIndexes(connection);
  const { shops } = createShopRepositories(connection);
  await shops.install(asShopId(webhookShop), { platform: 'shopify', settings: benchShop, at: realNow() });
  return { context, connection, serial: { value: 0 } };
};

const figuresOf = ({ name, perSecond, p99Ms, cpuMs }: Contender) => [
  figure(`${name}, throughput`, median(perSecond), 'webhooks/s'),
  figure(`${name}, p99`, median(p99Ms), 'ms'),
  figure(`${name}, CPU of web and database per 1,000`, median(cpuMs), 'ms'),
];

/** Signed webhooks to a durable row, over HTTP, 50 at a time. */
export const ingest: Benchmark = async (context) => {
  const uri = context.mongod.uri('ingest');
  const world = await openWorld(context, uri);
  const encore = await startContender(context, uri, {
    name: 'Encore',
    collection: 'inbox',
    module: new URL('./encore.role.ts', import.meta.url),
  });
  const bare = await startContender(context, uri, {
    name: 'bare Express',
    collection: 'bare_inbox',
    module: new URL('./bare-express.role.ts', import.meta.url),
  });
  for (const { port } of [bare, encore]) await runLoad({ port, connections, next: forMs(3000, world) });
  const [rounds, ms] = context.full ? [9, 15_000] : [5, 6000];
  await interleave(
    rounds,
    [bare, encore].map((one) => () => runRound(world, one, ms)),
  );
  const duplicates: number[] = [];
  for (let round = 0; round < 3; round += 1) duplicates.push(await compareDuplicates(world, encore, round));
  const inserts = [await countCommands(world, encore), await countCommands(world, bare)];
  return {
    name: 'ingest',
    figures: [
      ...figuresOf(encore),
      ...figuresOf(bare),
      figure('Encore, inserts per 1,000 webhooks', inserts[0] ?? Number.NaN, 'commands'),
      figure('bare Express, inserts per 1,000 webhooks', inserts[1] ?? Number.NaN, 'commands'),
    ],
    ratios: [
      {
        name: 'vs-express',
        value: rounded(medianRatio(encore.perSecond, bare.perSecond)),
        goal: 2,
        better: 'higher',
      },
      { name: 'duplicate-vs-new', value: rounded(median(duplicates)), goal: 1.5, better: 'lower' },
    ],
  };
};
