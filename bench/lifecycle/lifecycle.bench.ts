import { realNow, sleep } from '../../server/lib/clock.ts';
import { fillBeforeUse } from '../processes/fill-before-use.ts';
import { seedPeople, seedShop } from '../dispatch/seed-people.ts';
import { dispatchShop, openDispatchWorld } from '../dispatch/world.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { median, rounded } from '../harness/statistics.ts';
import { startWorkerProcess } from '../processes/encore-process.ts';
import { startMailProvider } from '../processes/mail-provider.ts';

const hourMs = 3_600_000;
const patienceMs = 120_000;
const rounds = 3;

/** A million people wait; so many are due now. Cold: the process starts from nothing. */
const seed = async (context: BenchContext, due: number) => {
  const uri = context.mongod.uri('lifecycle');
  const provider = await startMailProvider(context, 20);
  const now = realNow();
  const waiting = context.full ? 10_000_000 : 1_000_000;
  say(`lifecycle: filling ${waiting} waiting`);
  await fillBeforeUse(uri, { waiting, due: 0, shops: 50, now });
  const world = await openDispatchWorld(uri, { providerUrl: provider.url });
  context.onEnd(world.close);
  const seeding = { shop: dispatchShop, at: new Date(now.getTime() - 0.6 * hourMs) };
  await seedShop(world, seeding);
  for await (const entries of seedPeople(world, due, seeding)) void entries;
  return { uri, provider };
};

/** Start to first mail with a large backlog, and SIGTERM to exit in the middle of work. */
export const lifecycle: Benchmark = async (context) => {
  const { uri, provider } = await seed(context, 6000);
  const startsMs: number[] = [];
  const stopsMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = await provider.taken();
    const worker = startWorkerProcess(uri, provider.url);
    context.onEnd(worker.kill);
    startsMs.push((await provider.awaitTaken(before + 1, patienceMs)) - worker.startedAtMs);
    await sleep(1500);
    const { tookMs, code } = await worker.terminate();
    if (code !== 0) throw new Error(`SIGTERM under load ended with ${String(code)}`);
    stopsMs.push(tookMs);
    say(
      `lifecycle: first mail after ${Math.round(startsMs.at(-1) ?? 0)} ms, gone in ${Math.round(tookMs)} ms`,
    );
  }
  const [startS, stopS] = [median(startsMs) / 1000, Math.max(...stopsMs) / 1000];
  return {
    name: 'lifecycle',
    figures: [
      figure('cold start to first mail, 1 M waiting', startS * 1000, 'ms'),
      figure('SIGTERM under load to exit, the slowest', stopS * 1000, 'ms'),
    ],
    ratios: [
      { name: 'cold-start-seconds', value: rounded(startS), goal: 10, better: 'lower' },
      { name: 'stop-seconds', value: rounded(stopS), goal: 30, better: 'lower' },
    ],
  };
};
