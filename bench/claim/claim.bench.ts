import type { BenchContext, Benchmark } from '../harness/benchmark.ts';
import { figure } from '../harness/report.ts';
import type { Ratio } from '../harness/report.ts';
import { interleave } from '../harness/rounds.ts';
import { median, quantile, rounded } from '../harness/statistics.ts';
import { claimMeasured, claimOnce, cpuPerThousand, lookAtNothing, openBacklog } from './backlog.ts';
import type { Backlog } from './backlog.ts';
import { compareIdleMemory } from './idle-memory.ts';
import { profile } from './profile.ts';
import type { Profiled } from './profile.ts';

const rounds = 60;

interface Looked {
  readonly claimed: Profiled;
  readonly empty: Profiled;
}

/** A copy whose figures nobody looks at. */
const unmeasured = (backlog: Backlog): Backlog => ({ ...backlog, claimMs: [], returnMs: [], cpuMs: [] });

const lookAt = async (backlog: Backlog): Promise<Looked> => ({
  claimed: await profile(backlog.connection, () => claimOnce(unmeasured(backlog))),
  empty: await profile(backlog.connection, () => lookAtNothing(backlog)),
});

const figuresOf = (backlog: Backlog, { claimed, empty }: Looked) => {
  const { label, claimMs, returnMs } = backlog;
  return [
    figure(`claim p50, ${label} waiting`, median(claimMs), 'ms'),
    figure(`claim p95, ${label} waiting`, quantile(claimMs, 0.95), 'ms'),
    figure(`give back p50, ${label} waiting`, median(returnMs), 'ms'),
    figure(`CPU of worker and database per 1,000 claimed, ${label}`, cpuPerThousand(backlog), 'ms'),
    figure(`keys examined by claim and give back, ${label}`, claimed.keys, 'keys'),
    figure(`documents examined by claim and give back, ${label}`, claimed.documents, 'documents'),
    figure(`collection scans, ${label}`, claimed.collectionScans + empty.collectionScans, 'stages'),
    figure(`keys of an empty look, ${label}`, empty.keys, 'keys'),
  ];
};

const atMost = (name: string, value: number, goal: number): Ratio => ({
  name,
  value: rounded(value),
  goal,
  better: 'lower',
});

/** What is due would be dispatched; what only waits is what is asked about. */
const dropDue = async ({ connection, now }: Backlog): Promise<void> => {
  await connection.collection('enrollments').deleteMany({ dueAt: { $lte: now } });
  await connection.collection('turns').deleteMany({});
};

const idleMemory = async (context: BenchContext, large: Backlog) => {
  // Those of ten million are kept for the next run as they are.
  const million = context.full ? await openBacklog(context, 1_000_000) : large;
  await dropDue(million);
  return compareIdleMemory(context, { empty: context.mongod.uri('claim-0'), waiting: million.uri });
};

/** P7: what a claim costs must not follow the backlog. */
export const claim: Benchmark = async (context) => {
  const small = await openBacklog(context, 10_000);
  const large = await openBacklog(context, context.full ? 10_000_000 : 1_000_000);
  for (const backlog of [small, large])
    for (let warm = 0; warm < 10; warm += 1) await claimOnce(unmeasured(backlog));
  await interleave(
    rounds,
    [small, large].map((backlog) => () => claimMeasured(backlog)),
  );
  const looks = { small: await lookAt(small), large: await lookAt(large) };
  const { emptyMb, waitingMb } = await idleMemory(context, large);
  const pair = `${large.label}-vs-${small.label}`;
  const sorts = looks.small.claimed.enrollmentSorts + looks.large.claimed.enrollmentSorts;
  return {
    name: 'claim',
    figures: [
      ...figuresOf(small, looks.small),
      ...figuresOf(large, looks.large),
      figure('RSS of an idle worker, nothing waiting', emptyMb, 'MB'),
      figure('RSS of an idle worker, 1m waiting', waitingMb, 'MB'),
    ],
    ratios: [
      atMost(pair, median(large.claimMs) / median(small.claimMs), 1.5),
      atMost(`cpu-${pair}`, cpuPerThousand(large) / cpuPerThousand(small), 1.5),
      atMost('keys-of-an-empty-look', Math.max(looks.small.empty.keys, looks.large.empty.keys), 0),
      atMost('blocking-sorts', sorts, 0),
      atMost('idle-worker-rss-mb-0-to-1m', waitingMb - emptyMb, 30),
    ],
  };
};
