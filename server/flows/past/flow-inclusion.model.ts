import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';

export interface FlowInclusionDocument {
  _id: string;
  shop: string;
  flow: string;
  state: 'running' | 'done' | 'failed';
  perDay: number;
  startedAt: Date;
  place?: { id: string; placedAt: Date };
  days: Record<string, number>;
  entered: number;
  leftOut: number;
  endedAt?: Date;
}

const required = { type: String, required: true } as const;

const schema = new Schema(
  {
    _id: required,
    shop: required,
    flow: required,
    state: required,
    perDay: { type: Number, required: true },
    startedAt: { type: Date, required: true },
    place: Object,
    days: { type: Object, required: true },
    entered: { type: Number, required: true },
    leftOut: { type: Number, required: true },
    endedAt: Date,
  },
  { collection: 'flow_inclusions', versionKey: false, minimize: false },
);
schema.index({ shop: 1, flow: 1, startedAt: -1 });

export const flowInclusionModel = (connection: Connection) =>
  connection.models['FlowInclusion'] ?? connection.model('FlowInclusion', schema);

export const flowInclusionCollection = (connection: Connection): Collection<FlowInclusionDocument> =>
  connection.collection<FlowInclusionDocument>(flowInclusionModel(connection).collection.collectionName);
