import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../../lib/brand.ts';
import { rowsOf, where } from '../rows.model.ts';
import type { IndexPlan } from '../rows.model.ts';

export interface JournalFactRow {
  /** As text: nothing ever asks MongoDB about its inside, and it is what an export writes. */
  text: string;
  contact?: ContactId | undefined;
  /** Digests of the people in it: erasure is a query. */
  persons?: string[] | undefined;
}

/** What one call of the one apply path took up. */
export interface JournalRow {
  /** Shop, shop time, then this process's count: in the order of their ids they were applied. */
  _id: string;
  shop: ShopId;
  at: Date;
  source: string;
  facts: JournalFactRow[];
  /** Everybody's, each once. */
  persons?: readonly string[] | undefined;
  /** Absent for a shop's past, which is what everything since began from. */
  expiresAt?: Date | undefined;
}

export const journalRows = (connection: Connection): mongo.Collection<JournalRow> =>
  rowsOf(connection, 'journal');

export const journalIndexes: IndexPlan = {
  collection: 'journal',
  indexes: [
    { key: { shop: 1, persons: 1 }, ...where('persons') },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, ...where('expiresAt') },
  ],
};
