import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

/** All that is kept of somebody: a digest, since when, and the ids under which nothing is left. */
export interface RedactionRow {
  _id: string;
  shop: ShopId;
  at: Date;
  /** Contacts that are empty now: a redaction that was cut short finds them again. */
  contacts?: ContactId[] | undefined;
  /** Real time of the last redaction; absent once it was looked after, see `sweepRedactions`. */
  unsweptSince?: Date | undefined;
}

export const redactionRows = (connection: Connection): mongo.Collection<RedactionRow> =>
  rowsOf(connection, 'redactions');

export const redactionIndexes: IndexPlan = {
  collection: 'redactions',
  indexes: [{ key: { shop: 1, contacts: 1 } }, { key: { unsweptSince: 1 }, ...where('unsweptSince') }],
};
