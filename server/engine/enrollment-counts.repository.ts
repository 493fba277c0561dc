import type { Connection } from 'mongoose';
import { asFlowId } from '../lib/brand.ts';
import type { FlowId, ShopId } from '../lib/brand.ts';
import { enrollmentCollection } from './enrollment.model.ts';

export interface WaitingCount {
  readonly waiting: number;
  /** Of those, due before the time asked for. */
  readonly dueSoon: number;
  /** Due before the later time, where one was asked for; else as many as soon. */
  readonly dueLater: number;
}

export interface EnrollmentCounts {
  /** In these flows, nobody counted beyond `most` in any of them. */
  waitingIn(shop: ShopId, flows: readonly FlowId[], most: number): Promise<ReadonlyMap<FlowId, number>>;
  /** By flow; flows nobody waits in are absent. */
  waiting(shop: ShopId, dueBefore: Date, laterBefore?: Date): Promise<ReadonlyMap<FlowId, WaitingCount>>;
}

export const createEnrollmentCounts = (connection: Connection): EnrollmentCounts => {
  const enrollments = enrollmentCollection(connection);
  return {
    waitingIn: async (shop, flows, most) => {
      const counted = flows.map(async (flow) => {
        const inIt = { shop, flow, dueAt: { $gt: new Date(0) } };
        return [flow, await enrollments.countDocuments(inIt, { limit: most })] as const;
      });
      return new Map(await Promise.all(counted));
    },
    waiting: async (shop, dueBefore, laterBefore = dueBefore) => {
      const before = (at: Date) => ({ $sum: { $cond: [{ $lt: ['$dueAt', at] }, 1, 0] } });
      const rows = await enrollments
        .aggregate<{ _id: string } & WaitingCount>([
          { $match: { shop, dueAt: { $gt: new Date(0) } } },
          {
            $group: {
              _id: '$flow',
              waiting: { $sum: 1 },
              dueSoon: before(dueBefore),
              dueLater: before(laterBefore),
            },
          },
        ])
        .toArray();
      return new Map(rows.map(({ _id, ...counts }) => [asFlowId(_id), counts]));
    },
  };
};
