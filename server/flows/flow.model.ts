import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import { flowStatuses } from './flow.ts';
import type { FlowStatus } from './flow.ts';

export interface FlowDocument {
  /** Shop, then the flow's id. */
  _id: string;
  shop: string;
  flow: string;
  kind: string;
  title: string;
  status: FlowStatus;
  version: number;
  rev: number;
  createdAt: Date;
  updatedAt: Date;
}

const required = { type: String, required: true } as const;

const schema = new Schema<FlowDocument>(
  {
    _id: required,
    shop: required,
    flow: required,
    kind: required,
    title: required,
    status: { ...required, enum: flowStatuses },
    version: { type: Number, required: true },
    rev: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'flows', versionKey: false },
);
schema.index({ shop: 1 });

export const flowModel = (connection: Connection) =>
  connection.models['Flow'] ?? connection.model<FlowDocument>('Flow', schema);
