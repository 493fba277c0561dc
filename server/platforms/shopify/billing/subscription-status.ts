import type { SubscriptionStatus } from '../../../shop/billing/subscription.ts';

const statuses: ReadonlyMap<string, SubscriptionStatus> = new Map([
  ['pending', 'pending'],
  ['accepted', 'pending'],
  ['active', 'active'],
  ['frozen', 'frozen'],
]);

/** Of `AppSubscriptionStatus`; the webhook writes it in capitals as the API does. Whatever else there is is an ending. */
export const subscriptionStatusOf = (text: string): SubscriptionStatus =>
  statuses.get(text.toLowerCase()) ?? 'ended';
