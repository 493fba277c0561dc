import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import { z } from 'zod';
import { asContactId, asEnrollmentId, asFlowId, asShopId, asTurnId } from '../lib/brand.ts';
import { EncoreError } from '../lib/errors.ts';
import type { JsonObject } from '../lib/json.ts';
import type { Enrollment, EnrollmentState } from './enrollment.ts';

export type EngineConnection = Connection;

/** As stored; `dueAt` is there only while it waits, which is what the partial claim index lives on. */
export interface EnrollmentDocument {
  _id: string;
  shop: string;
  flow: string;
  contact: string;
  about: string;
  occurrence: string;
  version: number;
  turn: string;
  state: EnrollmentState;
  dueAt?: Date;
  step: string;
  rev: number;
  anchorAt: Date;
  plannedAt: Date;
  variables: JsonObject;
  heldOut: boolean;
  attempts: number;
  enteredAt: Date;
  exitReason?: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    flow: { type: String, required: true },
    contact: { type: String, required: true },
    about: String,
    occurrence: String,
    version: Number,
    turn: { type: String, required: true },
    state: { type: String, required: true },
    dueAt: Date,
    step: String,
    rev: Number,
    anchorAt: Date,
    plannedAt: Date,
    variables: { type: Object },
    heldOut: Boolean,
    attempts: Number,
    enteredAt: Date,
    exitReason: String,
  },
  { collection: 'enrollments', versionKey: false, minimize: false },
);
schema.index({ turn: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
schema.index({ contact: 1 }, { partialFilterExpression: { state: 'waiting' } });
// What the admin counts: answered from the keys alone.
schema.index({ shop: 1, flow: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });
// What operators count and put back.
schema.index({ shop: 1, exitReason: 1 }, { partialFilterExpression: { state: 'quarantined' } });

export const enrollmentModel = (connection: Connection) =>
  connection.models['Enrollment'] ?? connection.model('Enrollment', schema);

/** The driver's own collection: no casting and no document objects between a batch of 500 and the wire. */
export const enrollmentCollection = (connection: Connection): Collection<EnrollmentDocument> =>
  connection.collection<EnrollmentDocument>(enrollmentModel(connection).collection.collectionName);

const stored = z.strictObject({
  _id: z.string().transform(asEnrollmentId),
  shop: z.string().transform(asShopId),
  flow: z.string().transform(asFlowId),
  contact: z.string().transform(asContactId),
  about: z.string(),
  occurrence: z.string(),
  version: z.number(),
  turn: z.string().transform(asTurnId),
  state: z.enum(['waiting', 'done', 'exited', 'failed', 'quarantined']),
  dueAt: z.date().optional(),
  step: z.string(),
  rev: z.number(),
  anchorAt: z.date(),
  plannedAt: z.date(),
  variables: z.record(z.string(), z.json()),
  heldOut: z.boolean(),
  attempts: z.number(),
  enteredAt: z.date(),
  exitReason: z.string().optional(),
});

/** Undefined when the document does not match its schema. */
export const readEnrollment = (document: unknown): Enrollment | undefined => {
  const parsed = stored.safeParse(document);
  if (!parsed.success) return undefined;
  const { _id: id, ...rest } = parsed.data;
  return { id, ...rest };
};

/** Throws `stored_document_unreadable`. */
export const parseEnrollment = (document: unknown): Enrollment => {
  const enrollment = readEnrollment(document);
  if (enrollment !== undefined) return enrollment;
  throw new EncoreError('stored_document_unreadable', { message: 'an enrollment does not match its schema' });
};
