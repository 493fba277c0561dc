import { Schema } from 'mongoose';
import type { Collection, Connection } from 'mongoose';
import type { CurvePoint, ReorderModel } from '../../recommendations/reorder-model.ts';
import type { MerchantTiming, ShopTiming } from './product-timing.ts';

export interface ReorderIntervalDocument {
  /** Shop, then product; the shop's own row, without a product, holds what is true of all. */
  _id: string;
  shop: string;
  productId?: string;
  model?: ReorderModel;
  curve?: CurvePoint[];
  learnedAt?: Date;
  /** Orders that were added since the whole past was learned from. */
  added?: string[];
  /** Rises with every change of the merchant's. */
  rev?: number;
  merchant?: MerchantTiming;
  changedAt?: Date;
  changedBy?: string;
  ofShop?: ShopTiming;
  /** The orders it was learned from, as one word. */
  learnedFrom?: string;
}

const schema = new Schema<ReorderIntervalDocument>(
  {
    _id: { type: String, required: true },
    shop: { type: String, required: true },
    productId: String,
    model: Object,
    curve: { type: Array, default: undefined },
    added: [String],
    learnedAt: Date,
    rev: Number,
    merchant: Object,
    changedAt: Date,
    changedBy: String,
    ofShop: Object,
    learnedFrom: String,
  },
  { collection: 'reorder_intervals', versionKey: false, autoIndex: false },
);
schema.index({ shop: 1, 'model.customers': -1, _id: 1 });

export const reorderIntervalModel = (connection: Connection) =>
  connection.models['ReorderInterval'] ??
  connection.model<ReorderIntervalDocument>('ReorderInterval', schema);

export const reorderIntervalCollection = (connection: Connection): Collection<ReorderIntervalDocument> =>
  connection.collection<ReorderIntervalDocument>(reorderIntervalModel(connection).collection.collectionName);
