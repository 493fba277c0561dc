import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

export interface ScheduleDocument {
  readonly _id: string;
  /** Shop time of the next run. */
  readonly nextAt: Date;
  /** Real time until which one worker is running it. */
  readonly leaseUntil?: Date | null | undefined;
}

const scheduleSchema = new Schema<ScheduleDocument>(
  {
    _id: { type: String, required: true },
    nextAt: { type: Date, required: true },
    leaseUntil: { type: Date },
  },
  { collection: 'schedules', versionKey: false, autoIndex: false },
);

export const scheduleModel = (connection: Connection): Model<ScheduleDocument> =>
  connection.model<ScheduleDocument>('Schedule', scheduleSchema);
