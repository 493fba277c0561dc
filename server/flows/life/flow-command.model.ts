import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { JsonObject } from '../../lib/json.ts';

/** Written once and never changed. */
export interface FlowCommandDocument {
  /** Shop, flow, rev: sorts as it was done. */
  _id: string;
  shop: string;
  flow: string;
  rev: number;
  at: Date;
  by?: string;
  kind: string;
  detail: JsonObject;
}

const required = { type: String, required: true } as const;

const schema = new Schema(
  {
    _id: required,
    shop: required,
    flow: required,
    rev: { type: Number, required: true },
    at: { type: Date, required: true },
    by: String,
    kind: required,
    detail: { type: Object, required: true },
  },
  { collection: 'flow_commands', versionKey: false, minimize: false },
);
schema.index({ shop: 1, at: 1, _id: 1 });

export const flowCommandModel = (connection: Connection) =>
  connection.models['FlowCommand'] ?? connection.model('FlowCommand', schema);
