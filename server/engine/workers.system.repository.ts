import type { Connection } from 'mongoose';
import { workerModel } from './workers.model.ts';

export interface LiveWorker {
  readonly id: string;
  readonly offsetMs: number;
  /** Its loops that stand still: it lives, and does not do its work. */
  readonly stalled: readonly string[];
}

export interface WorkersRepository {
  beat(id: string, offsetMs: number, stalled?: readonly string[]): Promise<void>;
  /** Workers whose heartbeat is younger than `withinMs`, by the database's clock. */
  live(withinMs: number): Promise<readonly LiveWorker[]>;
  leave(id: string): Promise<void>;
  prepare(): Promise<void>;
}

export const createWorkersRepository = (connection: Connection): WorkersRepository => {
  const workers = workerModel(connection);
  return {
    beat: async (id, offsetMs, stalled = []) => {
      await workers.updateOne({ _id: id }, [{ $set: { beatAt: '$$NOW', offsetMs, stalled } }], {
        upsert: true,
        updatePipeline: true,
      });
    },
    live: async (withinMs) => {
      const rows = await workers
        .find({ $expr: { $gt: ['$beatAt', { $subtract: ['$$NOW', withinMs] }] } })
        .lean();
      return rows.map(({ _id: id, offsetMs, stalled = [] }) => ({ id, offsetMs, stalled }));
    },
    leave: async (id) => {
      await workers.deleteOne({ _id: id });
    },
    prepare: async () => {
      await workers.createIndexes();
    },
  };
};
