import { Schema } from 'mongoose';
import type { Connection } from 'mongoose';

export interface CompanionsDocument {
  /** Shop, then product; the shop's own row, without a product, says when it was learned. */
  _id: string;
  shop: string;
  productId?: string;
  companions?: { productId: string; joint: number; score: number }[];
  learnedAt: Date;
}

const companionSchema = new Schema({ productId: String, joint: Number, score: Number }, { _id: false });

const schema = new Schema<CompanionsDocument>(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    productId: String,
    companions: { type: [companionSchema], default: undefined },
    learnedAt: { type: Date, required: true },
  },
  { collection: 'companions', versionKey: false },
);
schema.index({ shop: 1, learnedAt: 1 });

export const companionsModel = (connection: Connection) =>
  connection.models['Companions'] ?? connection.model<CompanionsDocument>('Companions', schema);
