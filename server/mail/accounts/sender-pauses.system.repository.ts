import type { Connection } from 'mongoose';
import { rowsOf } from '../../shop/rows.model.ts';

interface PauseRow {
  readonly _id: string;
  readonly reason: string;
  readonly until: Date;
}

export interface SenderPause<Slowed extends string = string> {
  /** An account, or a shop. */
  readonly slowed: Slowed;
  /** As `not-sent` has it: `rate_limited`, `key_refused`. */
  readonly reason: string;
  /** Milliseconds left, by the database's clock; above zero. */
  readonly leftMs: number;
}

/** What one worker was told to wait for, so that the others needn't run into it. */
export interface SenderPauses {
  /** Never shortens one that is longer. */
  note(slowed: string, pause: { readonly ms: number; readonly reason: string }): Promise<void>;
  /** Those still running. */
  running<Slowed extends string>(among: readonly Slowed[]): Promise<readonly SenderPause<Slowed>[]>;
  all(): Promise<readonly SenderPause[]>;
  ensureIndexes(): Promise<void>;
}

const most = 1000;

export const createSenderPauses = (connection: Connection): SenderPauses => {
  const rows = rowsOf<PauseRow>(connection, 'sender_pauses');
  const left = { $dateDiff: { startDate: '$$NOW', endDate: '$until', unit: 'millisecond' } };
  const find = async (filter: object): Promise<readonly SenderPause[]> => {
    const found = rows.aggregate<{ _id: string; reason: string; left: number }>([
      { $match: { ...filter, $expr: { $gt: ['$until', '$$NOW'] } } },
      { $limit: most },
      { $project: { reason: 1, left: { $toDouble: left } } },
    ]);
    return (await found.toArray()).map(({ _id, reason, left: leftMs }) => ({ slowed: _id, reason, leftMs }));
  };
  return {
    note: async (slowed, { ms, reason }) => {
      const asked = { $add: ['$$NOW', Math.ceil(ms)] };
      const isLonger = { $gt: [asked, { $ifNull: ['$until', new Date(0)] }] };
      const $set = {
        reason: { $cond: [isLonger, { $literal: reason }, '$reason'] },
        until: { $cond: [isLonger, asked, '$until'] },
      };
      await rows.updateOne({ _id: slowed }, [{ $set }], { upsert: true });
    },
    running: async (among) => {
      const found = new Map(
        (await find({ _id: { $in: [...among] } })).map((pause) => [pause.slowed, pause] as const),
      );
      return among.flatMap((slowed) => {
        const pause = found.get(slowed);
        return pause === undefined ? [] : [{ ...pause, slowed }];
      });
    },
    all: () => find({}),
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { until: 1 }, expireAfterSeconds: 0 }]);
    },
  };
};
