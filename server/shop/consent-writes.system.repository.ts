import type { Connection } from 'mongoose';
import { awaitsCustomer, consentWriteRows } from './consent-writes.model.ts';
import type { ConsentWrite } from './consent-writes.model.ts';

export interface DueConsentWrites {
  /** What is due, oldest first; nobody else is given the same for a minute. */
  claim(limit: number): Promise<readonly ConsentWrite[]>;
  /** How many wait, and how many the platform has refused. */
  count(): Promise<{ readonly waiting: number; readonly refused: number; readonly oldestMs: number }>;
}

const claimMs = 60_000;

export const createDueConsentWrites = (connection: Connection): DueConsentWrites => {
  const rows = consentWriteRows(connection);
  const claimOne = async (): Promise<ConsentWrite | undefined> => {
    const due = { dueAt: { $exists: true }, $expr: { $lte: ['$dueAt', '$$NOW'] } };
    const take = [{ $set: { dueAt: { $add: ['$$NOW', claimMs] } } }];
    const row = await rows.findOneAndUpdate(due, take, { sort: { dueAt: 1 }, returnDocument: 'after' });
    return row ?? undefined;
  };
  return {
    claim: async (limit) => {
      const claimed: ConsentWrite[] = [];
      while (claimed.length < limit) {
        const next = await claimOne();
        if (next === undefined) break;
        claimed.push(next);
      }
      return claimed;
    },
    count: async () => {
      // What waits for a guest to become a customer may do so for ever, and nothing is wrong.
      const waits = { dueAt: { $exists: true }, error: { $ne: awaitsCustomer.error } };
      const [waiting, refused, late] = await Promise.all([
        rows.countDocuments(waits),
        rows.countDocuments({ refusedAt: { $exists: true } }),
        rows
          .aggregate<{ ms: number }>([
            { $match: waits },
            { $group: { _id: null, ms: { $max: { $subtract: ['$$NOW', '$statedAt'] } } } },
          ])
          .toArray(),
      ]);
      return { waiting, refused, oldestMs: Math.max(0, late[0]?.ms ?? 0) };
    },
  };
};
