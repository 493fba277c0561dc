import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { EngineStore } from '../../server/engine/engine-store.ts';
import { createMongoEngineStore } from '../../server/engine/mongo-engine-store.ts';
import { monotonicMs, realNow } from '../../server/lib/clock.ts';
import { randomToken } from '../../server/lib/digest.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';
import { startBenchMongod } from '../harness/bench-mongod.ts';
import type { BenchMongod } from '../harness/bench-mongod.ts';
import type { BenchContext } from '../harness/benchmark.ts';
import { cpuMsOf } from '../harness/process-cpu.ts';
import { say } from '../harness/say.ts';
import { fillEnrollments } from './fill.ts';

/** So many waiting enrollments, and what claiming among them has cost so far. */
export interface Backlog {
  readonly label: string;
  readonly uri: string;
  readonly mongodPid: number;
  readonly connection: Connection;
  readonly store: EngineStore;
  /** When it was filled: what is due is due by then. */
  readonly now: Date;
  readonly claimMs: number[];
  readonly returnMs: number[];
  /** CPU of this process and the database, claim by claim: counted in steps of 10 ms, so only its sum says something. */
  readonly cpuMs: number[];
}

interface FilledMark {
  readonly _id: 'filled';
  readonly now: Date;
}

const limit = 500;
const share = 60;
const keptFolder = join(import.meta.dirname, '../../.data/bench');

const labelOf = (waiting: number): string =>
  waiting >= 1_000_000 ? `${waiting / 1_000_000}m` : `${waiting / 1000}k`;

/** Ten million take minutes to make, so they stay for the next run. */
const mongodFor = async (context: BenchContext, waiting: number): Promise<BenchMongod> => {
  if (waiting <= 1_000_000) return context.mongod;
  const kept = await startBenchMongod(join(keptFolder, `claim-${labelOf(waiting)}`));
  context.onEnd(kept.stop);
  return kept;
};

const fillOnce = async (
  connection: Connection,
  waiting: number,
): Promise<{ readonly store: EngineStore; readonly now: Date }> => {
  const marks = connection.collection<FilledMark>('bench_fill');
  const mark = await marks.findOne({ _id: 'filled' });
  if (mark !== null) return { store: createMongoEngineStore(connection), now: mark.now };
  const now = realNow();
  const store = await fillEnrollments(connection, { waiting, due: 5000, shops: 50, now });
  await marks.insertOne({ _id: 'filled', now });
  return { store, now };
};

export const openBacklog = async (context: BenchContext, waiting: number): Promise<Backlog> => {
  const label = labelOf(waiting);
  const mongod = await mongodFor(context, waiting);
  const uri = mongod.uri(`claim-${label}`);
  const { connection, close } = await openBenchConnection(uri);
  context.onEnd(close);
  const startMs = monotonicMs();
  const filled = await fillOnce(connection, waiting);
  say(`claim: ${label} filled in ${Math.round((monotonicMs() - startMs) / 1000)} s`);
  return { label, uri, mongodPid: mongod.pid, connection, ...filled, claimMs: [], returnMs: [], cpuMs: [] };
};

/** What a worker's turn asks before it has anything to decide: what is due, the lease, the read. */
export const claimOnce = async ({ store, claimMs, returnMs, now }: Backlog): Promise<void> => {
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

const cpuNow = async ({ mongodPid }: Backlog): Promise<number> =>
  (await cpuMsOf(process.pid)) + (await cpuMsOf(mongodPid));

export const claimMeasured = async (backlog: Backlog): Promise<void> => {
  const before = await cpuNow(backlog);
  await claimOnce(backlog);
  backlog.cpuMs.push((await cpuNow(backlog)) - before);
};

/** CPU per 1,000 claimed. */
export const cpuPerThousand = ({ cpuMs }: Backlog): number =>
  (cpuMs.reduce((sum, ms) => sum + ms, 0) * 1000) / (cpuMs.length * limit);

export const lookAtNothing = async ({ store }: Backlog): Promise<void> => {
  const before = new Date(0);
  await store.countDue(before);
  await store.lease({ now: before, share, token: randomToken() });
};
