import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

export interface FlowDraftDocument {
  /** Shop, then the flow's id: one draft a flow. */
  _id: string;
  shop: string;
  flow: string;
  program: unknown;
  base: number;
  rev: number;
  savedAt: Date;
  savedBy?: string | undefined;
}

const required = { type: String, required: true } as const;

const schema = new Schema<FlowDraftDocument>(
  {
    _id: required,
    shop: required,
    flow: required,
    program: Schema.Types.Mixed,
    base: { type: Number, required: true },
    rev: { type: Number, required: true },
    savedAt: { type: Date, required: true },
    savedBy: String,
  },
  { collection: 'flow_drafts', versionKey: false, minimize: false },
);
schema.index({ shop: 1 });

export const flowDraftModel = (connection: Connection) =>
  connection.models['FlowDraft'] ?? connection.model<FlowDraftDocument>('FlowDraft', schema);
