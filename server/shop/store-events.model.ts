import type { Connection, mongo } from 'mongoose';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';
import type { StoreEvent } from './store-event.ts';

export type StoreEventRow = Omit<StoreEvent, 'id'> & {
  _id: string;
  /** Of what a storefront told: real time. */
  expiresAt?: Date | undefined;
};

export const storeEventRows = (connection: Connection): mongo.Collection<StoreEventRow> =>
  rowsOf(connection, 'store_events');

export const storeEventIndexes: IndexPlan = {
  collection: 'store_events',
  indexes: [
    { key: { shop: 1, contact: 1, at: 1 }, ...where('contact') },
    { key: { shop: 1, type: 1, at: 1 } },
    { key: { shop: 1, visitor: 1, at: 1 }, ...where('visitor') },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, ...where('expiresAt') },
  ],
};
