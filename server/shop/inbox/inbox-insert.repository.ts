import { Buffer } from 'node:buffer';
import type { Connection } from 'mongoose';
import { lacksMajority, rowErrorsOf } from '../../lib/bulk-errors.ts';
import { realNow } from '../../lib/clock.ts';
import type { NewDelivery } from '../delivery.ts';
import { rowId } from '../versioned-row.ts';
import type { GroupInsert } from './group-commit.ts';
import { inboxRows } from './inbox.model.ts';
import type { InboxRow } from './inbox.model.ts';

const dayMs = 86_400_000;
/** How long what isn't to be applied is kept. */
const keptDays = { stored: undefined, ignored: 7, quarantined: 30 } as const;

const toRow = (delivery: NewDelivery): InboxRow => {
  const receivedAt = realNow();
  const holds = delivery.state === 'stored' && delivery.class === 'holds';
  const days = keptDays[delivery.state];
  return {
    _id: rowId(delivery.shop, delivery.deliveryId),
    shop: delivery.shop,
    deliveryId: delivery.deliveryId,
    topic: delivery.topic,
    class: delivery.class,
    body: delivery.body.length === 0 ? undefined : delivery.body,
    headers: delivery.headers,
    state: delivery.state,
    holds: holds ? true : undefined,
    priority: holds ? 0 : 1,
    receivedAt,
    failures: 0,
    error: delivery.error,
    expiresAt: days === undefined ? undefined : new Date(receivedAt.getTime() + days * dayMs),
  };
};

const duplicate = 11_000;

/** I1 of the protocol: one durable, unordered insert for a whole group; a row that is there already is held. */
export const createInboxInsert = (connection: Connection): GroupInsert<NewDelivery> => {
  const rows = inboxRows(connection);
  return async (deliveries) => {
    try {
      await rows.insertMany(deliveries.map(toRow), { ordered: false });
      return deliveries.map(() => 'stored');
    } catch (error) {
      const failed = lacksMajority(error) ? undefined : rowErrorsOf(error);
      if (failed === undefined) throw error;
      return deliveries.map((_delivery, index) => {
        const code = failed.get(index);
        if (code === undefined) return 'stored';
        return code === duplicate ? 'held' : 'failed';
      });
    }
  };
};

/** What a row weighs in a group. */
export const weightOf = (delivery: NewDelivery): number =>
  Buffer.byteLength(delivery.topic) + delivery.body.length + 512;
