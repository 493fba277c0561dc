import type { Entitlements } from '../../../shop/billing/entitlements.ts';
import { currentSubscription } from '../../../shop/billing/subscription.ts';
import { noPlan } from './plan-table.ts';
import type { PlanTable } from './plan-table.ts';

/**
 * Shopify App Pricing: Shopify sells the plans, shows their page and tells us what a shop took. A trial allows what its plan
 * does; a frozen subscription what no plan does, until payments resume; a plan that the operator's table lacks has no
 * limit, for somebody pays for it.
 */
export const createAppPricing = (plans: PlanTable): Entitlements => ({
  of: ({ subscriptions }) => {
    const current = currentSubscription(subscriptions);
    const handle = current?.status === 'active' ? current.plan : noPlan;
    return plans.get(handle) ?? { plan: handle };
  },
});

/** Shopify's own page of our plans, where a merchant takes, changes and gives up one. */
export const planPageOf = (shop: string, appHandle: string): string =>
  `https://admin.shopify.com/store/${shop.replace(/\.myshopify\.com$/, '')}/charges/${appHandle}/pricing_plans`;
