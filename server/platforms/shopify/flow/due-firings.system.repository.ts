import type { Connection } from 'mongoose';
import { flowFiringRows, flowListenerRows } from './flow-rows.model.ts';
import type { FlowFiring, FlowListenerRow } from './flow-rows.model.ts';

/** Across shops, for the job that fires triggers. */
export interface DueFirings {
  /** Shops whose workflows listen, since when, and up to when they were looked through. */
  listening(trigger: string): Promise<readonly Pick<FlowListenerRow, 'shop' | 'since' | 'seenUntil'>[]>;
  /** What is due, oldest first; nobody else is given the same for a minute. */
  claim(limit: number): Promise<readonly FlowFiring[]>;
}

const claimMs = 60_000;

export const createDueFirings = (connection: Connection): DueFirings => {
  const firings = flowFiringRows(connection);
  return {
    listening: async (trigger) => {
      const rows = await flowListenerRows(connection).find({ trigger, listening: true }).toArray();
      return rows.map(({ shop, since, seenUntil }) => ({ shop, since, seenUntil }));
    },
    claim: async (limit) => {
      const claimed: FlowFiring[] = [];
      while (claimed.length < limit) {
        const due = { dueAt: { $exists: true }, $expr: { $lte: ['$dueAt', '$$NOW'] } };
        const take = [{ $set: { dueAt: { $add: ['$$NOW', claimMs] } } }];
        const row = await firings.findOneAndUpdate(due, take, {
          sort: { dueAt: 1 },
          returnDocument: 'after',
        });
        if (row === null) break;
        const { _id: id, ...firing } = row;
        claimed.push({ ...firing, id });
      }
      return claimed;
    },
  };
};
