import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../../../lib/brand.ts';
import { rowsOf } from '../../../shop/rows.model.ts';
import type { IndexPlan } from '../../../shop/rows.model.ts';

/** Whether workflows of a shop listen to one of our triggers. */
export interface FlowListenerRow {
  readonly _id: string;
  readonly shop: ShopId;
  readonly trigger: string;
  readonly listening: boolean;
  /** Shopify's own time of saying so; older news change nothing. */
  readonly heardAt: Date;
  /** Since when they listen, without a pause. Real time. */
  readonly since: Date;
  /** Up to when what happened was looked through. Real time. */
  readonly seenUntil: Date;
}

/** One trigger to be fired once, whatever dies meanwhile. */
export interface FlowFiring {
  readonly id: string;
  readonly shop: ShopId;
  readonly trigger: string;
  readonly contact: ContactId;
  readonly flow: string;
  readonly subject: string;
  readonly message: string;
  readonly failures: number;
}

export interface FlowFiringRow extends Omit<FlowFiring, 'id'> {
  _id: string;
  /** Real time of the next try; absent once it is over. */
  dueAt?: Date | undefined;
  /** How it ended: `fired`, or the code of what ended it. */
  ended?: string | undefined;
  expiresAt: Date;
}

export const flowListenerRows = (connection: Connection): mongo.Collection<FlowListenerRow> =>
  rowsOf(connection, 'flow_listeners');

export const flowFiringRows = (connection: Connection): mongo.Collection<FlowFiringRow> =>
  rowsOf(connection, 'flow_firings');

export const flowIndexes: readonly IndexPlan[] = [
  { collection: 'flow_listeners', indexes: [{ key: { shop: 1 } }] },
  {
    collection: 'flow_firings',
    indexes: [
      { key: { dueAt: 1 }, partialFilterExpression: { dueAt: { $exists: true } } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
      { key: { shop: 1, contact: 1 } },
    ],
  },
];
