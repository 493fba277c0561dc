import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import type { DeliveryClass, StoredDelivery } from '../delivery.ts';
import { rowsOf, where } from '../rows.model.ts';
import type { IndexPlan } from '../rows.model.ts';

export interface InboxRow {
  /** Shop + delivery id: the dedupe key. */
  _id: string;
  shop: ShopId;
  deliveryId: string;
  topic: string;
  class: DeliveryClass;
  body?: Buffer | undefined;
  headers: Readonly<Record<string, string>>;
  state: StoredDelivery['state'];
  /** Orders, consent, redactions, until applied or quarantined: the gate's barrier. */
  holds?: true | undefined;
  /** 0 before 1: what holds goes first. */
  priority: 0 | 1;
  receivedAt: Date;
  failures: number;
  error?: string | undefined;
  claimToken?: string | undefined;
  claimUntil?: Date | undefined;
  /** Digests of the people in it, once applied: erasure is a query. */
  persons?: readonly string[] | undefined;
  /** All that is left of a shop that asked to be forgotten. */
  forgotten?: true | undefined;
  expiresAt?: Date | undefined;
}

export const inboxRows = (connection: Connection): mongo.Collection<InboxRow> => rowsOf(connection, 'inbox');

export const inboxIndexes: IndexPlan = {
  collection: 'inbox',
  indexes: [
    { key: { shop: 1 }, name: 'holds', partialFilterExpression: { holds: true } },
    { key: { priority: 1, receivedAt: 1 }, name: 'stored', partialFilterExpression: { state: 'stored' } },
    // What operators count and put back.
    { key: { shop: 1, error: 1 }, name: 'quarantined', partialFilterExpression: { state: 'quarantined' } },
    // Topics nobody reads: a redaction looks through their bodies.
    { key: { shop: 1 }, name: 'ignored', partialFilterExpression: { state: 'ignored' } },
    { key: { shop: 1, persons: 1 }, ...where('persons') },
    { key: { forgotten: 1 }, ...where('forgotten') },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, ...where('expiresAt') },
  ],
};
