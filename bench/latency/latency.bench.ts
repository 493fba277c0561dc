import type { EnrollmentId } from '../../server/lib/brand.ts';
import { enrollmentIdOf } from '../../server/engine/enrollment-id.ts';
import { monotonicMs, realNow, sleep } from '../../server/lib/clock.ts';
import { seedPeople, seedShop } from '../dispatch/seed-people.ts';
import { dispatchShop, openDispatchWorld } from '../dispatch/world.ts';
import type { DispatchWorld } from '../dispatch/world.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { quantile, rounded } from '../harness/statistics.ts';
import { startWebProcess, startWorkerProcess } from '../processes/encore-process.ts';
import { startMailProvider } from '../processes/mail-provider.ts';
import type { MailProvider } from '../processes/mail-provider.ts';
import { spreadDue } from '../processes/people.ts';
import { postOrder } from './order-webhook.ts';
import { watchExits } from './watch-exits.ts';

const delayMs = 20;
const load = 0.7;
const capacityMails = 2000;
const patienceMs = 120_000;
const headStartMs = 5000;
const pastWaitMs = 31 * 60_000;
const hourMs = 3_600_000;

interface Stage {
  readonly context: BenchContext;
  readonly world: DispatchWorld;
  readonly provider: MailProvider;
}

const openStage = async (context: BenchContext, database: string): Promise<Stage> => {
  const provider = await startMailProvider(context, delayMs);
  const world = await openDispatchWorld(context.mongod.uri(database), { providerUrl: provider.url });
  context.onEnd(world.close);
  return { context, world, provider };
};

const enroll = async ({ world }: Stage, people: number): Promise<readonly EnrollmentId[]> => {
  const seeding = { shop: dispatchShop, at: new Date(realNow().getTime() - pastWaitMs) };
  await seedShop(world, seeding);
  const ids: EnrollmentId[] = [];
  for await (const entries of seedPeople(world, people, seeding)) ids.push(...entries.map(enrollmentIdOf));
  return ids;
};

const runWorker = ({ context, provider }: Stage, database: string) => {
  const worker = startWorkerProcess(context.mongod.uri(database), provider.url);
  context.onEnd(worker.kill);
  return worker;
};

/** Mails a second of one worker that has plenty to do, start and end left out. */
const measureCapacity = async (context: BenchContext): Promise<number> => {
  const stage = await openStage(context, 'capacity');
  await enroll(stage, capacityMails);
  const worker = runWorker(stage, 'capacity');
  const [from, to] = [Math.ceil(capacityMails * 0.2), Math.ceil(capacityMails * 0.9)];
  const fromMs = await stage.provider.awaitTaken(from, patienceMs);
  const toMs = await stage.provider.awaitTaken(to, patienceMs);
  await worker.kill();
  const perSecond = ((to - from) / (toMs - fromMs)) * 1000;
  say(`latency: one worker sends ${Math.round(perSecond)}/s`);
  return perSecond;
};

interface Message {
  _id: string;
  enrollment: string;
  sentAt: Date;
}

/** Milliseconds from each planned due time to the moment the provider's answer was known. */
const lagsOf = async (world: DispatchWorld, due: ReadonlyMap<string, Date>): Promise<readonly number[]> => {
  const rows = world.connection.collection<Message>('messages').find({ sentAt: { $type: 'date' } });
  const lags: number[] = [];
  for await (const { enrollment, sentAt } of rows) {
    const dueAt = due.get(enrollment);
    if (dueAt !== undefined) lags.push(sentAt.getTime() - dueAt.getTime());
  }
  return lags;
};

interface Orders {
  readonly ids: readonly EnrollmentId[];
  /** The number of the first of them: people are numbered in the order they were seeded. */
  readonly firstNumber: number;
  readonly everyMs: number;
  readonly port: number;
}

/** Open loop: each at its own time, whatever became of the one before. */
const placeOrders = async (world: DispatchWorld, orders: Orders): Promise<readonly number[]> => {
  const exits = await watchExits(world);
  const postedAtMs = new Map<string, number>();
  const posts = orders.ids.map(async (id, index) => {
    await sleep(index * orders.everyMs);
    postedAtMs.set(id, monotonicMs());
    await postOrder(orders.port, orders.firstNumber + index, realNow());
  });
  await Promise.all(posts);
  const giveUpMs = monotonicMs() + 30_000;
  while (exits.exitedAtMs.size < orders.ids.length && monotonicMs() < giveUpMs) await sleep(50);
  await exits.close();
  return orders.ids.map((id) => (exits.exitedAtMs.get(id) ?? Infinity) - (postedAtMs.get(id) ?? 0));
};

interface Times {
  readonly perSecond: number;
  readonly seconds: number;
  /** The share of the load's time in which orders come too. */
  readonly ordersFromS: number;
  readonly orders: number;
}

/** The real web and worker processes under a steady load; in its last third orders come in as well. */
const runLoad = async (context: BenchContext, times: Times) => {
  const mails = Math.round(times.perSecond * times.seconds);
  const stage = await openStage(context, 'latency');
  const ids = await enroll(stage, mails + times.orders);
  const { world, provider } = stage;
  const web = await startWebProcess(context.mongod.uri('latency'), provider.url);
  context.onEnd(web.kill);
  const [mailed, ordering] = [ids.slice(0, mails), ids.slice(mails)];
  await spreadDue(world, ordering, { firstAt: new Date(realNow().getTime() + hourMs), intervalMs: 1 });
  const intervalMs = 1000 / times.perSecond;
  const firstAt = new Date(realNow().getTime() + headStartMs);
  await spreadDue(world, mailed, { firstAt, intervalMs });
  runWorker(stage, 'latency');
  await sleep(headStartMs + times.ordersFromS * 1000);
  const cancelled = await placeOrders(world, {
    ids: ordering,
    firstNumber: mails,
    everyMs: ((times.seconds - times.ordersFromS) * 1000) / times.orders,
    port: web.port,
  });
  await provider.awaitTaken(mails, patienceMs);
  await sleep(1000);
  const dueOf = (from: number, to: number): ReadonlyMap<string, Date> =>
    new Map(
      mailed
        .slice(from, to)
        .map((id, index) => [id, new Date(firstAt.getTime() + (from + index) * intervalMs)] as const),
    );
  const alone = Math.floor(times.perSecond * times.ordersFromS);
  return {
    lags: await lagsOf(world, dueOf(0, alone)),
    withOrders: await lagsOf(world, dueOf(alone, mails)),
    cancelled,
    expected: alone,
  };
};

/** Due to accepted at 70 % load, and from order to cancelled under the same load. */
export const latency: Benchmark = async (context) => {
  const perSecond = (await measureCapacity(context)) * load;
  const seconds = context.full ? 90 : 36;
  const times = { perSecond, seconds, ordersFromS: (seconds * 2) / 3, orders: seconds };
  const { lags, withOrders, cancelled, expected } = await runLoad(context, times);
  if (lags.length !== expected) throw new Error(`${lags.length} of ${expected} mails say when they went`);
  const [lagP99, cancelP99] = [quantile(lags, 0.99) / 1000, quantile(cancelled, 0.99) / 1000];
  return {
    name: 'latency',
    figures: [
      figure('load', perSecond, 'mails/s'),
      figure('due to accepted, p50', quantile(lags, 0.5), 'ms'),
      figure('due to accepted, p99', lagP99 * 1000, 'ms'),
      figure(
        'due to accepted while the same shop gets three orders a second, p99',
        quantile(withOrders, 0.99),
        'ms',
      ),
      figure('order to cancelled, p50', quantile(cancelled, 0.5), 'ms'),
      figure('order to cancelled, p99', cancelP99 * 1000, 'ms'),
    ],
    ratios: [
      { name: 'due-to-accepted-p99-seconds', value: rounded(lagP99), goal: 10, better: 'lower' },
      { name: 'order-to-cancelled-p99-seconds', value: rounded(cancelP99), goal: 5, better: 'lower' },
    ],
  };
};
