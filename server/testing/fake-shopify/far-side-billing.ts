import type { FarSideStore, FarSubscription } from './far-side-store.ts';
import type { WebhookSender } from './webhook-sender.ts';

interface FarSideBillingDeps {
  readonly store: FarSideStore;
  readonly sender: Pick<WebhookSender, 'send'>;
  /** Shop time. */
  readonly now: () => Date;
}

/** What a merchant does on Shopify's page of plans, and what Shopify does when they don't pay. */
export interface FarSideBilling {
  /** A plan is taken: whatever was active ends, as at Shopify. */
  subscribe(plan: {
    readonly handle: string;
    readonly price: string;
    readonly trialDays?: number;
  }): FarSubscription;
  turn(subscription: string, status: FarSubscription['status']): FarSubscription;
}

const payloadOf = (each: FarSubscription, store: FarSideStore, now: Date): object => ({
  app_subscription: {
    admin_graphql_api_id: each.id,
    name: each.name,
    status: each.status,
    admin_graphql_api_shop_id: store.details.id,
    created_at: each.createdAt,
    updated_at: now.toISOString(),
    currency: store.details.currency,
    capped_amount: null,
    price: each.price,
    interval: 'every_30_days',
    plan_handle: each.planHandle,
  },
});

export const createFarSideBilling = ({ store, sender, now }: FarSideBillingDeps): FarSideBilling => {
  const save = (value: FarSubscription): FarSubscription => {
    store.save({ kind: 'subscription', value });
    sender.send('app_subscriptions/update', payloadOf(value, store, now()), now());
    return value;
  };
  return {
    subscribe: ({ handle, price, trialDays = 0 }) => {
      for (const each of store.subscriptions.values())
        if (each.status === 'ACTIVE') save({ ...each, status: 'CANCELLED' });
      return save({
        id: `gid://shopify/AppSubscription/${1_029_266_977 + store.subscriptions.size}`,
        name: handle,
        planHandle: handle,
        price,
        trialDays,
        status: 'ACTIVE',
        createdAt: now().toISOString(),
      });
    },
    turn: (id, status) => {
      const known = store.subscriptions.get(id);
      if (known === undefined) throw new TypeError(`no subscription ${id}`);
      return save({ ...known, status });
    },
  };
};
