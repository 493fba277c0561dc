import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { ConsentState } from './contact.ts';
import { rowsOf } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

export interface ConsentStatement {
  /** Which statement it is; heard again it keeps its earliest time. */
  key: string;
  state: ConsentState;
  source: string;
  statedAt: Date;
  textVersion?: string | undefined;
  ip?: string | undefined;
}

export interface ConsentRow {
  _id: string;
  shop: ShopId;
  addressDigest: string;
  /** In order of time; the last one holds. All are kept, for an early one may turn out to be earlier still. */
  statements: ConsentStatement[];
}

export const consentRows = (connection: Connection): mongo.Collection<ConsentRow> =>
  rowsOf(connection, 'consents');

export const consentIndexes: IndexPlan = { collection: 'consents', indexes: [{ key: { shop: 1 } }] };
