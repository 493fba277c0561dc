import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

export interface WorkerDocument {
  readonly _id: string;
  /** Real time of the last heartbeat, by the database's clock. */
  readonly beatAt: Date;
  /** The clock offset this worker works with, in milliseconds; zero in production. */
  readonly offsetMs: number;
  /** Its loops that stand still. */
  readonly stalled?: readonly string[];
}

const workerSchema = new Schema<WorkerDocument>(
  {
    _id: { type: String, required: true },
    beatAt: { type: Date, required: true },
    offsetMs: { type: Number, required: true },
    stalled: { type: [String], default: undefined },
  },
  { collection: 'workers', versionKey: false, autoIndex: false },
).index({ beatAt: 1 }, { expireAfterSeconds: 3600 });

export const workerModel = (connection: Connection): Model<WorkerDocument> =>
  connection.model<WorkerDocument>('Worker', workerSchema);
