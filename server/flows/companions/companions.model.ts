import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { LearnedCompanion } from '../../recommendations/companion-model.ts';
import type { CompanionChoice } from './companion-source.ts';

export interface CompanionsDocument {
  /** Shop, then product. */
  _id: string;
  shop: string;
  productId: string;
  companions?: LearnedCompanion[];
  popularNext?: string[];
  learnedAt?: Date;
  /** Rises with every change of the merchant's. */
  rev?: number;
  choice?: CompanionChoice;
  changedAt?: Date;
  changedBy?: string;
}

const schema = new Schema<CompanionsDocument>(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    productId: { type: String, required: true },
    companions: { type: Array, default: undefined },
    popularNext: { type: [String], default: undefined },
    learnedAt: Date,
    rev: Number,
    choice: Object,
    changedAt: Date,
    changedBy: String,
  },
  { collection: 'companions', versionKey: false },
);
schema.index({ shop: 1, learnedAt: 1 });

export const companionsModel = (connection: Connection) =>
  connection.models['Companions'] ?? connection.model<CompanionsDocument>('Companions', schema);
