import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import { z } from 'zod';
import { asEnrollmentId, asTurnId } from '../lib/brand.ts';
import type { LeasedTurn } from './engine-store.ts';
import { shopOfTurn } from './turn-id.ts';

/** `dueAt` is absent when nothing is due. Never null: `$min` against null stays null and the wake-up would be lost. */
export interface TurnDocument {
  _id: string;
  dueAt?: Date;
  rev: number;
  leaseToken?: string;
  leaseUntil?: Date;
  servedAt?: Date;
  claims?: number;
  trying?: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true },
    dueAt: Date,
    rev: Number,
    leaseToken: String,
    leaseUntil: Date,
    servedAt: Date,
    claims: Number,
    trying: String,
  },
  { collection: 'turns', versionKey: false },
);
schema.index({ dueAt: 1, servedAt: 1 }, { partialFilterExpression: { dueAt: { $exists: true } } });

export const turnModel = (connection: Connection) =>
  connection.models['Turn'] ?? connection.model('Turn', schema);

export const turnCollection = (connection: Connection): Collection<TurnDocument> =>
  connection.collection<TurnDocument>(turnModel(connection).collection.collectionName);

const leased = z.object({
  _id: z.string().transform(asTurnId),
  claims: z.number().default(1),
  trying: z.string().transform(asEnrollmentId).optional(),
});

export const parseLeasedTurn = (document: unknown): LeasedTurn => {
  const { _id: id, claims, trying } = leased.parse(document);
  return { id, shop: shopOfTurn(id), claims, trying };
};
