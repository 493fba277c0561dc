import { seedPeople, seedShop } from '../dispatch/seed-people.ts';
import { dispatchShop, openDispatchWorld } from '../dispatch/world.ts';
import { realNow, sleep } from '../../server/lib/clock.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { median, rounded } from '../harness/statistics.ts';
import { startWorkerProcess } from '../processes/encore-process.ts';
import { startMailProvider } from '../processes/mail-provider.ts';
import type { MailProvider } from '../processes/mail-provider.ts';

/** What a real provider takes. */
const delayMs = 170;
const patienceMs = 120_000;
const pastWaitMs = 31 * 60_000;
/** So few under way that waiting for the provider, not the two cores of a small machine, is what limits a worker. */
const lanes = { SEND_LANES: '2', SEND_SUB_GROUP: '2' };

interface Plan {
  readonly workers: number;
  readonly mails: number;
  readonly round: number;
}

const seed = async (context: BenchContext, provider: MailProvider, plan: Plan): Promise<string> => {
  const uri = context.mongod.uri(`workers-${plan.workers}-${plan.round}`);
  const world = await openDispatchWorld(uri, { providerUrl: provider.url });
  const seeding = { shop: dispatchShop, at: new Date(realNow().getTime() - pastWaitMs) };
  await seedShop(world, seeding);
  for await (const entries of seedPeople(world, plan.mails, seeding)) void entries;
  await world.close();
  return uri;
};

/** Mails a second of so many workers between their first tenth and their last: start and end say nothing of scaling. */
const measure = async (context: BenchContext, plan: Plan): Promise<number> => {
  const provider = await startMailProvider(context, delayMs);
  const uri = await seed(context, provider, plan);
  const workers = Array.from({ length: plan.workers }, () => startWorkerProcess(uri, provider.url, lanes));
  for (const worker of workers) context.onEnd(worker.kill);
  const [from, to] = [Math.ceil(plan.mails * 0.2), Math.ceil(plan.mails * 0.85)];
  const fromMs = await provider.awaitTaken(from, patienceMs);
  const toMs = await provider.awaitTaken(to, patienceMs);
  await provider.awaitTaken(plan.mails, patienceMs);
  await Promise.all(workers.map((worker) => worker.kill()));
  const perSecond = ((to - from) / (toMs - fromMs)) * 1000;
  say(`workers: ${plan.workers} send ${Math.round(perSecond)}/s`);
  await sleep(500);
  return perSecond;
};

const counts = [1, 2, 4] as const;

/** Adding workers, and nothing else, adds throughput: no settings, nobody tells them of each other. */
export const workers: Benchmark = async (context) => {
  const rounds = context.full ? 5 : 2;
  const rates = new Map<number, number[]>(counts.map((count) => [count, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const count of counts)
      rates.get(count)?.push(await measure(context, { workers: count, mails: 250 * count, round }));
  const of = (count: number): number => median(rates.get(count) ?? []);
  return {
    name: 'workers',
    figures: counts.map((count) =>
      figure(`${count} of them, provider at ${delayMs} ms`, of(count), 'mails/s'),
    ),
    ratios: [
      { name: '2-vs-1', value: rounded(of(2) / of(1)), goal: 1.7, better: 'higher' },
      { name: '4-vs-1', value: rounded(of(4) / of(1)), goal: 3, better: 'higher' },
    ],
  };
};
