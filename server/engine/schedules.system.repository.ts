import type { Connection } from 'mongoose';
import { scheduleModel } from './schedule.model.ts';

/** Recurring jobs that follow the shop's time rather than the machine's. */
export interface SchedulesRepository {
  /** Creates the schedule when it is new; an existing one keeps its time. */
  plan(name: string, nextAt: Date): Promise<void>;
  /** True for the one caller who may run it now; the others find it leased or not due. */
  claim(name: string, now: Date): Promise<boolean>;
  finish(name: string, nextAt: Date): Promise<void>;
  /** The earliest of all next runs. */
  nextAt(): Promise<Date | undefined>;
}

const leaseMs = 5 * 60_000;

export const createSchedulesRepository = (connection: Connection): SchedulesRepository => {
  const schedules = scheduleModel(connection);
  return {
    plan: async (name, nextAt) => {
      await schedules.updateOne({ _id: name }, { $setOnInsert: { nextAt } }, { upsert: true });
    },
    claim: async (name, now) => {
      const free = { $expr: { $lt: [{ $ifNull: ['$leaseUntil', new Date(0)] }, '$$NOW'] } };
      const result = await schedules.updateOne(
        { _id: name, nextAt: { $lte: now }, ...free },
        [{ $set: { leaseUntil: { $add: ['$$NOW', leaseMs] } } }],
        { updatePipeline: true },
      );
      return result.modifiedCount === 1;
    },
    finish: async (name, nextAt) => {
      await schedules.updateOne({ _id: name }, { $set: { nextAt }, $unset: { leaseUntil: 1 } });
    },
    nextAt: async () => {
      const [first] = await schedules.find().sort({ nextAt: 1 }).limit(1).lean();
      return first?.nextAt;
    },
  };
};
