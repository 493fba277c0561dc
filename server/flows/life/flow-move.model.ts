import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { StayCount } from './flow-move.ts';

export interface FlowMoveDocument {
  _id: string;
  shop: string;
  flow: string;
  to: number;
  state: 'running' | 'done' | 'failed';
  moved: number;
  stays: StayCount[];
  startedAt: Date;
  endedAt?: Date;
}

const required = { type: String, required: true } as const;

const schema = new Schema(
  {
    _id: required,
    shop: required,
    flow: required,
    to: { type: Number, required: true },
    state: required,
    moved: { type: Number, required: true },
    stays: { type: Array, required: true },
    startedAt: { type: Date, required: true },
    endedAt: Date,
  },
  { collection: 'flow_moves', versionKey: false },
);
schema.index({ shop: 1, flow: 1, startedAt: -1 });

export const flowMoveModel = (connection: Connection) =>
  connection.models['FlowMove'] ?? connection.model('FlowMove', schema);
