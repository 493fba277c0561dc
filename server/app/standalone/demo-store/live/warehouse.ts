import type { FarOrder, FarSideStore } from '../../../../testing/fake-shopify/far-side-store.ts';
import type { ShopFloor } from '../../../../testing/fake-shopify/shop-floor.ts';
import { bucketOf } from '../../../../lib/digest.ts';

const hourMs = 3_600_000;

/** One to three days, the same for the same order whenever it is asked. */
const dueAt = (order: FarOrder): number =>
  Date.parse(order.placedAt) + (24 + bucketOf(order.id, 49)) * hourMs;

/**
 * Ships what is due in shop time, stamped with the time it was due: when time is wound, parcels still leave on their day.
 * Orders of the generated past have no checkout and never come by here; visitors may press the button earlier.
 */
export const shipDueOrders = (store: FarSideStore, floor: ShopFloor, now: Date): number => {
  const due = [...store.orders.values()].filter(
    (order) =>
      order.checkoutToken !== null &&
      order.fulfilledAt === null &&
      order.cancelledAt === null &&
      dueAt(order) <= now.getTime(),
  );
  for (const order of due) floor.fulfil(order.id, new Date(dueAt(order)));
  return due.length;
};
