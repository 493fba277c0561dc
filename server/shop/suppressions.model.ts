import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { SuppressionReason } from './contact.ts';
import { rowsOf } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

export interface SuppressionRow {
  _id: string;
  shop: ShopId;
  addressDigest: string;
  reason: SuppressionReason;
  at: Date;
}

export const suppressionRows = (connection: Connection): mongo.Collection<SuppressionRow> =>
  rowsOf(connection, 'suppressions');

export const suppressionIndexes: IndexPlan = { collection: 'suppressions', indexes: [{ key: { shop: 1 } }] };
