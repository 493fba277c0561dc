import type { StoreEventType } from '../shop/store-event.ts';

/** What predicates may ask about, in memory and in MongoDB alike. */
export const reachedEventTypes: readonly StoreEventType[] = [
  'checkout.updated',
  'cart.updated',
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
  'product.viewed',
  'consent.changed',
  'customer.tagged',
  'customer.untagged',
  'customer.joined-segment',
  'customer.left-segment',
];

const eventsKeptMs = 400 * 86_400_000;

/** Whatever is older than this no program looks at. */
export const reachedSince = (now: Date): Date => new Date(now.getTime() - eventsKeptMs);
