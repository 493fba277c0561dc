import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { FlowCommand } from './life/flow-command.ts';
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
  liveSince?: Date | undefined;
  /** What led to this `rev`; the log of commands is completed from it. */
  lastCommand?: FlowCommand;
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
    liveSince: Date,
    lastCommand: Object,
  },
  { collection: 'flows', versionKey: false },
);
schema.index({ shop: 1 });

export const flowModel = (connection: Connection) =>
  connection.models['Flow'] ?? connection.model<FlowDocument>('Flow', schema);
