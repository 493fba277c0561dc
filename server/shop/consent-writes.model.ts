import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { ErrorCode } from '../lib/errors.ts';
import { rowsOf } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

/** What a person told us and the platform has not been told yet. */
export interface ConsentWrite {
  readonly shop: ShopId;
  readonly addressDigest: string;
  readonly contact: ContactId;
  readonly state: 'subscribed' | 'unsubscribed';
  /** When the person said so; the newest statement takes the place of one that still waits. */
  readonly statedAt: Date;
  readonly failures: number;
}

export interface ConsentWriteRow extends ConsentWrite {
  _id: string;
  /** Real time of the next try; absent once the platform has refused it for good. */
  dueAt?: Date | undefined;
  refusedAt?: Date | undefined;
  error?: ErrorCode | undefined;
}

/** A guest's: the platform has no customer yet whom it could note it of. */
export const awaitsCustomer = { error: 'customer_unknown_yet', dueAt: { $exists: true } } as const;

export const consentWriteRows = (connection: Connection): mongo.Collection<ConsentWriteRow> =>
  rowsOf(connection, 'consent_writes');

export const consentWriteIndexes: IndexPlan = {
  collection: 'consent_writes',
  indexes: [
    { key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $exists: true } } },
    { key: { shop: 1 } },
  ],
};
