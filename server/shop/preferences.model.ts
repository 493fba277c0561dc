import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { Preferences } from './preferences.ts';
import { rowsOf } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

export interface PreferenceStatement extends Omit<Preferences, 'shop' | 'addressDigest'> {
  /** Which statement it is: told again it is the same one. */
  readonly key: string;
}

export interface PreferenceRow {
  _id: string;
  shop: ShopId;
  addressDigest: string;
  /** In order of time; the last one holds. */
  statements: PreferenceStatement[];
}

export const preferenceRows = (connection: Connection): mongo.Collection<PreferenceRow> =>
  rowsOf(connection, 'preferences');

export const preferenceIndexes: IndexPlan = { collection: 'preferences', indexes: [{ key: { shop: 1 } }] };
