import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { rowsOf } from './rows.model.ts';

/** What Shopify's lists are polled for. */
export type PollKind = 'orders' | 'customers' | 'checkouts';

/** `documents`: of any kind, by a store's daily look. `subscriptions`: that were gone or switched off. */
export type PolledKind = PollKind | 'documents' | 'subscriptions';

/** How far a platform's own list was read, and what it told that nobody else had. */
export interface Reconciliation {
  readonly shop: ShopId;
  readonly kind: PolledKind;
  /** Of the platform's `updated_at`: everything up to here was looked at. */
  readonly until: Date;
  /** In the last poll. */
  readonly found: number;
  readonly foundInAll: number;
  readonly foundAt?: Date | undefined;
  /** Polls in a row that found something of which no webhook had told anything at all. */
  readonly silentPolls?: number | undefined;
  /** Up to when webhooks were heard at the least; absent while they are. */
  readonly silentSince?: Date | undefined;
}

export interface ReconciliationRow extends Reconciliation {
  _id: string;
}

export const reconciliationRows = (connection: Connection): mongo.Collection<ReconciliationRow> =>
  rowsOf(connection, 'reconciliations');
