import type { Connection } from 'mongoose';
import type { EngineStore } from '../../server/engine/engine-store.ts';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { randomToken } from '../../server/lib/digest.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import { interleave } from '../harness/rounds.ts';
import { say } from '../harness/say.ts';
import { median, quantile, rounded } from '../harness/statistics.ts';
import { fillEnrollments } from './fill.ts';
import { profile } from './profile.ts';

interface Backlog {
  readonly label: string;
  readonly connection: Connection;
  readonly store: EngineStore;
  readonly claimMs: number[];
  readonly returnMs: number[];
}

const limit = 500;
const share = 60;
const rounds = 60;
const before = new Date(0);

const openBacklog = async (context: BenchContext, waiting: number, now: Date): Promise<Backlog> => {
  const label = waiting >= 1_000_000 ? `${waiting / 1_000_000}m` : `${waiting / 1000}k`;
  const { connection, close } = await openBenchConnection(context.mongod.uri(`claim-${label}`));
  context.onEnd(close);
  const startMs = monotonicMs();
  const store = await fillEnrollments(connection, { waiting, due: 5000, shops: 50, now });
  say(`claim: ${label} filled in ${Math.round((monotonicMs() - startMs) / 1000)} s`);
  return { label, connection, store, claimMs: [], returnMs: [] };
};

/** What a worker's turn asks before it has anything to decide: what is due, the lease, the read. */
const claimOnce = async ({ store, claimMs, returnMs }: Backlog, now: Date): Promise<void> => {
  const token = randomToken();
  const startMs = monotonicMs();
  await store.countDue(now);
  const turns = (await store.lease({ now, share, token })).map(({ id }) => id);
  const { enrollments } = await store.readDue(turns, now, limit);
  const claimedMs = monotonicMs();
  if (enrollments.length !== limit)
    throw new Error(`a claim of ${turns.length} turns read ${enrollments.length} instead of ${limit}`);
  await store.giveBack(turns, token);
  claimMs.push(claimedMs - startMs);
  returnMs.push(monotonicMs() - claimedMs);
};

const lookAtNothing = async ({ store }: Backlog): Promise<void> => {
  await store.countDue(before);
  await store.lease({ now: before, share, token: randomToken() });
};

const figuresOf = async (backlog: Backlog, now: Date) => {
  const { label, connection, claimMs, returnMs } = backlog;
  const claimed = await profile(connection, () => claimOnce({ ...backlog, claimMs: [], returnMs: [] }, now));
  const empty = await profile(connection, () => lookAtNothing(backlog));
  return [
    figure(`claim p50, ${label} waiting`, median(claimMs), 'ms'),
    figure(`claim p95, ${label} waiting`, quantile(claimMs, 0.95), 'ms'),
    figure(`give back p50, ${label} waiting`, median(returnMs), 'ms'),
    figure(`keys examined by claim and give back, ${label}`, claimed.keys, 'keys'),
    figure(`documents examined by claim and give back, ${label}`, claimed.documents, 'documents'),
    figure(`blocking sorts over enrollments, ${label}`, claimed.enrollmentSorts, 'stages'),
    figure(`collection scans, ${label}`, claimed.collectionScans + empty.collectionScans, 'stages'),
    figure(`keys of an empty look, ${label}`, empty.keys, 'keys'),
  ];
};

/** P7: what a claim costs must not follow the backlog. */
export const claim: Benchmark = async (context) => {
  const now = realNow();
  const small = await openBacklog(context, 10_000, now);
  const large = await openBacklog(context, context.full ? 10_000_000 : 1_000_000, now);
  for (const backlog of [small, large])
    for (let warm = 0; warm < 10; warm += 1) await claimOnce({ ...backlog, claimMs: [], returnMs: [] }, now);
  const rssBefore = process.memoryUsage.rss();
  await interleave(
    rounds,
    [small, large].map((backlog) => () => claimOnce(backlog, now)),
  );
  const ratio = rounded(median(large.claimMs) / median(small.claimMs));
  return {
    name: 'claim',
    figures: [
      ...(await figuresOf(small, now)),
      ...(await figuresOf(large, now)),
      figure('RSS growth over all claims', (process.memoryUsage.rss() - rssBefore) / 1_048_576, 'MB'),
    ],
    ratios: [{ name: `${large.label}-vs-${small.label}`, value: ratio, goal: 1.5, better: 'lower' }],
  };
};
