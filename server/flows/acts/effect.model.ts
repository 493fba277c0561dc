import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';

export type EffectState = 'scheduled' | 'running' | 'done' | 'skipped' | 'failed';

/** One (enrollment, step): the ledger of everything that a flow does besides mail. Holds no address. */
export interface EffectDocument {
  /** Digest of shop, enrollment and step; whoever is called gets it as `Idempotency-Key`. */
  _id: string;
  shop: string;
  enrollment: string;
  step: string;
  flow: string;
  contact: string;
  effect: string;
  state: EffectState;
  /** Times it was begun. */
  attempts: number;
  /** Whose attempt the present one is. */
  token?: string;
  /** What came of the last attempt. */
  code?: string;
  at: Date;
}

const keptSeconds = 400 * 86_400;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    enrollment: { type: String, required: true },
    step: { type: String, required: true },
    flow: String,
    contact: String,
    effect: String,
    state: { type: String, required: true },
    attempts: Number,
    token: String,
    code: String,
    at: Date,
  },
  { collection: 'effects', versionKey: false },
);
schema.index({ shop: 1, enrollment: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

export const effectModel = (connection: Connection) =>
  connection.models['Effect'] ?? connection.model('Effect', schema);

export const effectCollection = (connection: Connection): Collection<EffectDocument> =>
  connection.collection<EffectDocument>(effectModel(connection).collection.collectionName);
