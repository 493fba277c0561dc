import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import { z } from 'zod';
import { asContactId, asEnrollmentId, asFlowId, asShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { DecisionKind, DecisionRecord } from './decision.ts';

export interface DecisionDocument {
  _id: string;
  shop: string;
  flow: string;
  contact: string;
  about: string;
  enrollment?: string;
  step: string;
  kind: DecisionKind;
  reason: string;
  detail?: JsonObject;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** A decision as it is shown: the latest reason, and how often it was taken. */
export interface StoredDecision extends DecisionRecord {
  readonly count: number;
  readonly firstAt: Date;
}

const keptSeconds = 400 * 86_400;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    flow: { type: String, required: true },
    contact: { type: String, required: true },
    about: String,
    enrollment: String,
    step: String,
    kind: { type: String, required: true },
    reason: String,
    detail: { type: Object },
    count: Number,
    firstAt: Date,
    lastAt: Date,
  },
  { collection: 'decisions', versionKey: false },
);
schema.index({ shop: 1, contact: 1, lastAt: -1 });
schema.index({ shop: 1, enrollment: 1 });
schema.index({ shop: 1, flow: 1, kind: 1, reason: 1, count: 1 });
schema.index({ lastAt: 1 }, { expireAfterSeconds: keptSeconds });

export const decisionModel = (connection: Connection) =>
  connection.models['Decision'] ?? connection.model('Decision', schema);

export const decisionCollection = (connection: Connection): Collection<DecisionDocument> =>
  connection.collection<DecisionDocument>(decisionModel(connection).collection.collectionName);

const stored = z.object({
  shop: z.string().transform(asShopId),
  flow: z.string().transform(asFlowId),
  contact: z.string().transform(asContactId),
  about: z.string(),
  enrollment: z.string().transform(asEnrollmentId).optional(),
  step: z.string(),
  kind: z.enum([
    'entered',
    'not-entered',
    'waited',
    'branched',
    'moved',
    'deferred',
    'skipped',
    'sent',
    'failed',
    'unknown',
    'exited',
    'done',
    'quarantined',
  ]),
  reason: z.string(),
  detail: z.record(z.string(), z.json()).optional(),
  count: z.number(),
  firstAt: z.date(),
  lastAt: z.date(),
});

/** Throws a ZodError for a document of another shape. */
export const parseDecision = (document: unknown): StoredDecision => {
  const { lastAt, ...rest } = stored.parse(document);
  return { ...rest, at: lastAt };
};
