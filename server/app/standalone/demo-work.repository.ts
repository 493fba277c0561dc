import type { Connection } from 'mongoose';
import type { Counts } from './winder.ts';

/** What the demo's clock asks of everybody's work; production has no use for it. */
export interface DemoWork {
  /** A mail is on its way, or nobody knows yet whether it arrived; or a shop's past is still being read. */
  isUnderWay(): Promise<boolean>;
  counts(): Promise<Counts>;
}

/** Somebody decided to wait; a barrier or a busy provider is not that. */
const deferralReasons = [
  'frequency_capped',
  'quiet_hours',
  'person_paused',
  'weekly_limit',
  'sender_limited',
  'plan_limit',
  'higher_priority',
  'flow_paused',
];

export const createDemoWorkRepository = (connection: Connection): DemoWork => {
  const messages = connection.collection('messages');
  const shops = connection.collection('shops');
  const decisions = connection.collection('decisions');
  return {
    isUnderWay: async () => {
      const onlyId = { projection: { _id: 1 } };
      const found = await Promise.all([
        messages.findOne({ status: { $in: ['sending', 'unknown'] } }, onlyId),
        shops.findOne({ status: 'installed', 'backfill.state': 'running' }, onlyId),
      ]);
      return found.some((row) => row !== null);
    },
    counts: async () => {
      const [sent, skipped, [deferrals]] = await Promise.all([
        messages.countDocuments({ status: 'accepted' }),
        messages.countDocuments({ status: 'skipped' }),
        decisions
          .aggregate<{ count: number }>([
            { $match: { kind: 'deferred', reason: { $in: deferralReasons } } },
            { $group: { _id: null, count: { $sum: '$count' } } },
          ])
          .toArray(),
      ]);
      return { sent, skipped, deferred: deferrals?.count ?? 0 };
    },
  };
};
