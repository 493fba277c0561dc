import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

/** Inserted once and never changed. */
export interface FlowVersionDocument {
  /** Shop, flow, version. */
  _id: string;
  shop: string;
  flow: string;
  version: number;
  /** As text: a program may hold names with dots and dollars, and nothing ever asks MongoDB about its inside. */
  program: string;
  createdAt: Date;
}

const schema = new Schema<FlowVersionDocument>(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    flow: { type: String, required: true },
    version: { type: Number, required: true },
    program: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'flow_versions', versionKey: false },
);
schema.index({ shop: 1, flow: 1, version: 1 }, { unique: true });

export const flowVersionModel = (connection: Connection) =>
  connection.models['FlowVersion'] ?? connection.model<FlowVersionDocument>('FlowVersion', schema);
