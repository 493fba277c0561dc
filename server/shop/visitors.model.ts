import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

/** A browser that told who uses it, or which checkout it is at. Digests and ids, nothing else. */
export interface VisitorRow {
  /** Shop + visitor. */
  _id: string;
  shop: ShopId;
  visitor: string;
  contact?: ContactId | undefined;
  /** Shop time of what made it known, and real time it was first known to be this contact's. */
  knownAt?: Date | undefined;
  knownSince?: Date | undefined;
  checkoutTokens?: string[] | undefined;
  /** Real time, 30 days after it was last heard of. */
  expiresAt: Date;
}

export const visitorRows = (connection: Connection): mongo.Collection<VisitorRow> =>
  rowsOf(connection, 'visitors');

export const visitorIndexes: IndexPlan = {
  collection: 'visitors',
  indexes: [
    { key: { shop: 1, checkoutTokens: 1 }, ...where('checkoutTokens') },
    { key: { shop: 1, contact: 1 }, ...where('contact') },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
};
