import type { Connection, mongo } from 'mongoose';
import type { Clock } from '../lib/clock.ts';
import { monotonicMs } from '../lib/clock.ts';
import { EncoreError } from '../lib/errors.ts';
import { rowsOf } from './rows.model.ts';

interface ClockRow {
  _id: string;
  offsetMs: number;
}

/** The database's clock, moved by the demo's offset: every process that shares the database tells the same time. */
export interface DatabaseClock extends Clock {
  /** For everybody; 0 is real time. */
  setOffset(ms: number): Promise<void>;
  offsetMs(): number;
  /** Reads the database's time and the offset again. */
  refresh(): Promise<void>;
  /** Called when the offset changed, here or elsewhere (elsewhere only with `watch`). Returns how to stop it. */
  onJump(listener: () => void): () => void;
  close(): Promise<void>;
}

const demoClock = 'demo';
const resyncMs = 10_000;

const nowSchemaPipeline = [{ $limit: 1 }, { $project: { _id: 0, now: '$$NOW' } }];

/** The round trip's middle is when the database looked at its clock: good to within a few milliseconds. */
const readSkew = async (database: mongo.Db): Promise<number> => {
  const before = monotonicMs();
  const [row] = await database
    .aggregate<{ now: Date }>([{ $documents: [{}] }, ...nowSchemaPipeline])
    .toArray();
  if (row === undefined) throw new EncoreError('database_unreachable');
  return row.now.getTime() - (before + monotonicMs()) / 2;
};

/** `watch` follows the offset through a change stream; without it a jump made elsewhere is seen at the next resync. */
export const createDatabaseClock = async (
  connection: Connection,
  options: { readonly watch: boolean },
): Promise<DatabaseClock> => {
  const rows = rowsOf<ClockRow>(connection, 'clocks');
  const database = connection.getClient().db(connection.name);
  const listeners = new Set<() => void>();
  let skewMs = 0;
  let offset = 0;
  const adopt = (next: number): void => {
    if (next === offset) return;
    offset = next;
    for (const listener of listeners) listener();
  };
  const refresh = async (): Promise<void> => {
    skewMs = await readSkew(database);
    adopt((await rows.findOne({ _id: demoClock }))?.offsetMs ?? 0);
  };
  const stream = options.watch ? rows.watch([], { fullDocument: 'updateLookup' }) : undefined;
  stream?.on('change', (change) => {
    if ('fullDocument' in change && change.fullDocument !== undefined) adopt(change.fullDocument.offsetMs);
  });
  // A broken stream heals itself or is made up for by the next resync.
  stream?.on('error', () => undefined);
  await refresh();
  const timer = setInterval(() => void refresh().catch(() => undefined), resyncMs);
  timer.unref();
  return {
    now: () => new Date(Math.round(monotonicMs() + skewMs) + offset),
    offsetMs: () => offset,
    setOffset: async (ms) => {
      await rows.updateOne({ _id: demoClock }, { $set: { offsetMs: ms } }, { upsert: true });
      adopt(ms);
    },
    refresh,
    onJump: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(timer);
      await stream?.close();
    },
  };
};
