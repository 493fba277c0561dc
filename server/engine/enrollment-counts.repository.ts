import type { Connection } from 'mongoose';
import { asFlowId } from '../lib/brand.ts';
import type { FlowId, ShopId } from '../lib/brand.ts';
import { enrollmentCollection } from './enrollment.model.ts';

export interface WaitingCount {
  readonly waiting: number;
  /** Of those, due before the time asked for. */
  readonly dueSoon: number;
}

export interface EnrollmentCounts {
  /** By flow; flows nobody waits in are absent. */
  waiting(shop: ShopId, dueBefore: Date): Promise<ReadonlyMap<FlowId, WaitingCount>>;
}

export const createEnrollmentCounts = (connection: Connection): EnrollmentCounts => {
  const enrollments = enrollmentCollection(connection);
  return {
    waiting: async (shop, dueBefore) => {
      const dueSoon = { $sum: { $cond: [{ $lt: ['$dueAt', dueBefore] }, 1, 0] } };
      const rows = await enrollments
        .aggregate<{ _id: string; waiting: number; dueSoon: number }>([
          { $match: { shop, dueAt: { $gt: new Date(0) } } },
          { $group: { _id: '$flow', waiting: { $sum: 1 }, dueSoon } },
        ])
        .toArray();
      return new Map(
        rows.map(({ _id, waiting, dueSoon: soon }) => [asFlowId(_id), { waiting, dueSoon: soon }]),
      );
    },
  };
};
