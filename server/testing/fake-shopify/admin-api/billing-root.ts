import type { FarSideStore, FarSubscription } from '../far-side-store.ts';

const dayMs = 86_400_000;

const viewOf = (each: FarSubscription, currency: string): object => ({
  id: each.id,
  name: each.name,
  status: each.status,
  createdAt: each.createdAt,
  currentPeriodEnd: new Date(Date.parse(each.createdAt) + 30 * dayMs).toISOString(),
  trialDays: each.trialDays,
  test: true,
  lineItems: [
    {
      id: `${each.id}?v=1&index=0`,
      plan: {
        pricingDetails: {
          __typename: 'AppRecurringPricing',
          interval: 'EVERY_30_DAYS',
          planHandle: each.planHandle,
          price: { amount: each.price, currencyCode: currency },
        },
      },
    },
  ],
});

/** What our own installation in the shop is: what it pays for, and what it may. */
export const billingRoot = (store: FarSideStore, granted: () => readonly string[]): object => ({
  currentAppInstallation: () => ({
    id: 'gid://shopify/AppInstallation/1',
    accessScopes: granted().map((handle) => ({ handle, description: handle })),
    activeSubscriptions: [...store.subscriptions.values()]
      .filter(({ status }) => status === 'ACTIVE')
      .map((each) => viewOf(each, store.details.currency)),
  }),
});
