import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { asContactId, asEnrollmentId, asFlowId, asMessageId, asShopId } from '../../lib/brand.ts';
import type { GateAnswer, MailGround, MailKind, Message, MessageStatus } from '../message.ts';

export const messageStatuses = [
  'scheduled',
  'sending',
  'accepted',
  'failed',
  'skipped',
  'cancelled',
  'unknown',
] as const satisfies readonly MessageStatus[];

export interface MessageDocument {
  _id: string;
  shop: string;
  enrollment: string;
  step: string;
  flow: string;
  flowKey: string;
  contact: string;
  status: MessageStatus;
  kind?: MailKind | undefined;
  ground?: MailGround;
  resent?: boolean;
  token?: string;
  attempt: number;
  stateAt: Date;
  sentAt?: Date;
  decidedAt?: Date;
  includes?: readonly string[];
  reason?: string;
  subject?: string;
  providerMessageId?: string;
  gate?: GateAnswer[];
}

const words = { type: String, required: true } as const;

const schema = new Schema<MessageDocument>(
  {
    _id: words,
    shop: words,
    enrollment: words,
    step: words,
    flow: words,
    flowKey: words,
    contact: words,
    status: { type: String, required: true, enum: messageStatuses },
    kind: String,
    ground: String,
    resent: Boolean,
    token: String,
    attempt: { type: Number, required: true },
    stateAt: { type: Date, required: true },
    sentAt: Date,
    decidedAt: Date,
    includes: { type: [String], default: undefined },
    reason: String,
    subject: String,
    providerMessageId: String,
    gate: { type: [{ _id: false, clause: String, pass: Boolean, saw: String }], default: undefined },
  },
  { collection: 'messages', versionKey: false, autoIndex: false, id: false },
);

// turns.md §1: the intake asks the first, the sweep the second, an exit by event the third.
schema.index({ shop: 1 }, { name: 'sending', partialFilterExpression: { status: 'sending' } });
schema.index(
  { stateAt: 1 },
  { name: 'open', partialFilterExpression: { status: { $in: ['sending', 'unknown'] } } },
);
schema.index({ enrollment: 1 }, { name: 'scheduled', partialFilterExpression: { status: 'scheduled' } });
export const newestIndex = 'newest';
schema.index({ shop: 1, stateAt: -1, _id: -1 }, { name: newestIndex });
// The list filtered by flow, status or both; and, covered, the counts by flow, status and reason.
export const byFlowIndex = 'by_flow';
schema.index({ shop: 1, flow: 1, status: 1, stateAt: -1, _id: -1, reason: 1 }, { name: byFlowIndex });
export const byReasonIndex = 'by_reason';
schema.index(
  { shop: 1, reason: 1, flow: 1, stateAt: -1, _id: -1, status: 1 },
  { name: byReasonIndex, partialFilterExpression: { reason: { $exists: true } } },
);
schema.index(
  { shop: 1, decidedAt: -1 },
  { name: 'ended', partialFilterExpression: { decidedAt: { $exists: true } } },
);
schema.index({ includes: 1 }, { name: 'includes', partialFilterExpression: { includes: { $exists: true } } });
schema.index({ shop: 1, contact: 1, stateAt: -1 }, { name: 'contact' });

export type MessageModel = Model<MessageDocument>;

export const messageModel = (connection: Connection): MessageModel =>
  connection.models['Message'] === undefined
    ? connection.model<MessageDocument>('Message', schema)
    : connection.model<MessageDocument>('Message');

export const toMessage = (document: MessageDocument): Message => ({
  id: asMessageId(document._id),
  shop: asShopId(document.shop),
  enrollment: asEnrollmentId(document.enrollment),
  step: document.step,
  flow: asFlowId(document.flow),
  flowKey: document.flowKey,
  contact: asContactId(document.contact),
  status: document.status,
  kind: document.kind,
  ground: document.ground,
  resent: document.resent,
  token: document.token,
  attempt: document.attempt,
  stateAt: document.stateAt,
  sentAt: document.sentAt,
  decidedAt: document.decidedAt,
  reason: document.reason,
  subject: document.subject,
  providerMessageId: document.providerMessageId,
  gate: document.gate,
});
