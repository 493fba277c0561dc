import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { rowsOf } from './rows.model.ts';

/** All that is kept of somebody: a digest, and since when. */
export interface RedactionRow {
  _id: string;
  shop: ShopId;
  at: Date;
}

export const redactionRows = (connection: Connection): mongo.Collection<RedactionRow> =>
  rowsOf(connection, 'redactions');
