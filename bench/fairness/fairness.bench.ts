import { asShopId } from '../../server/lib/brand.ts';
import type { ShopId } from '../../server/lib/brand.ts';
import { monotonicMs, realNow, sleep } from '../../server/lib/clock.ts';
import { fillBeforeUse } from '../processes/fill-before-use.ts';
import { seedPeople, seedShop } from '../dispatch/seed-people.ts';
import { openDispatchWorld } from '../dispatch/world.ts';
import type { DispatchWorld } from '../dispatch/world.ts';
import type { Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { say } from '../harness/say.ts';
import { rounded } from '../harness/statistics.ts';
import { startWorkerProcess } from '../processes/encore-process.ts';
import { startMailProvider } from '../processes/mail-provider.ts';

const hourMs = 3_600_000;
/** The name that filling gives its first shop. */
const large = asShopId('shop-0.myshopify.com');
const small = asShopId('small-shop.myshopify.com');
const smallMails = 100;
/** So many of the large shop's are real people, due before all its others: it is never out of mails while we look. */
const largeMails = 8000;

const seed = async (
  world: DispatchWorld,
  shop: ShopId,
  plan: { people: number; at: Date },
): Promise<void> => {
  await seedShop(world, { shop, at: plan.at });
  for await (const entries of seedPeople(world, plan.people, { shop, at: plan.at })) void entries;
};

/** How long the small shop's mails take, from the worker's start, and how many of the large shop's went meanwhile. */
const watch = async ({ connection }: DispatchWorld, startedAtMs: number) => {
  const messages = connection.collection('messages');
  const accepted = (shop: ShopId): Promise<number> => messages.countDocuments({ shop, status: 'accepted' });
  let firstMs = Number.NaN;
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs = monotonicMs() - startedAtMs) {
    if (Number.isNaN(firstMs) && (await accepted(large)) + (await accepted(small)) > 0)
      firstMs = monotonicMs();
    if ((await accepted(small)) >= smallMails)
      return { doneMs: monotonicMs() - firstMs, others: await accepted(large) };
    await sleep(100);
  }
  throw new Error(`${await accepted(small)} of the small shop's ${smallMails} mails went in two minutes`);
};

/** 100 due mails of one shop while another has a million due before them. */
export const fairness: Benchmark = async (context) => {
  const uri = context.mongod.uri('fairness');
  const provider = await startMailProvider(context, 20);
  const now = realNow();
  say('fairness: filling a million due');
  await fillBeforeUse(uri, { waiting: 1_000_000, due: 0, shops: 1, now, dueMs: [-58 * hourMs, -hourMs] });
  const world = await openDispatchWorld(uri, { providerUrl: provider.url });
  context.onEnd(world.close);
  await seed(world, large, { people: largeMails, at: new Date(now.getTime() - 59.5 * hourMs) });
  await seed(world, small, { people: smallMails, at: new Date(now.getTime() - 0.6 * hourMs) });
  await world.data.engine.store.sweep();
  const worker = startWorkerProcess(uri, provider.url);
  context.onEnd(worker.kill);
  const { doneMs, others } = await watch(world, worker.startedAtMs);
  if (others === 0) throw new Error('the large shop was starved');
  return {
    name: 'fairness',
    figures: [
      figure("mails of the large shop while the small one's 100 went", others, 'mails'),
      figure("the small shop's 100 mails, from the first mail of all", doneMs, 'ms'),
    ],
    ratios: [{ name: 'small-shop-seconds', value: rounded(doneMs / 1000), goal: 15, better: 'lower' }],
  };
};
