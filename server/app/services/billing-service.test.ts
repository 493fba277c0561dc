import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import { createAppPricing, planPageOf } from '../../platforms/shopify/billing/app-pricing.ts';
import { parsePlanTable } from '../../platforms/shopify/billing/plan-table.ts';
import { billingSchema } from '../../shop/billing/billing.contract.ts';
import { freeEntitlements } from '../../shop/billing/entitlements.ts';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import type { PlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import type { Subscription } from '../../shop/billing/subscription.ts';
import { aShop, lumen } from '../../testing/mail/mail-builders.ts';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { createBillingService } from './billing-service.ts';
import type { BillingDeps } from './billing-service.ts';

let database: TestDatabase;
let usage: PlanUsage;
beforeAll(async () => {
  database = await testDatabase('billing service');
  usage = createPlanUsage(database.connection);
  await usage.take(lumen, { month: '2026-11', already: 0, wanted: 250, limit: 5000 });
});
afterAll(() => database.drop());

const now = new Date('2026-11-22T12:00:00Z');
const paying: Subscription = {
  id: 's',
  plan: 'starter',
  status: 'active',
  createdAt: new Date('2026-11-20T00:00:00Z'),
  trialEndsAt: new Date('2026-11-27T00:00:00Z'),
  periodEndsAt: new Date('2026-12-20T00:00:00Z'),
  heardAt: now,
};
const pricing = createAppPricing(parsePlanTable('none:250:1,starter:5000:5') ?? new Map());

const read = (subscriptions: readonly Subscription[], over: Partial<BillingDeps> = {}) =>
  createBillingService({
    shops: { find: async () => aShop({ subscriptions }) },
    entitlements: pricing,
    usage,
    liveFlows: async () => 3,
    sentSince: async (_shop, since) => (since.toISOString() === '2026-11-01T00:00:00.000Z' ? 41 : 0),
    planPage: (shop) => planPageOf(shop, 'encore'),
    clock: createManualClock(now),
    ...over,
  }).read(lumen);

describe('what a merchant is told of their plan', () => {
  it('where nothing is sold: what was sent, and no limit', async () => {
    const view = await read([], { entitlements: freeEntitlements, planPage: undefined });

    expect(billingSchema.parse(view)).toEqual({
      plan: { handle: null, state: 'free', trialEndsAt: null, periodEndsAt: null },
      mails: { used: 41, allowed: null, countsAgainAt: '2026-12-01T00:00:00.000Z' },
      flows: { live: 3, allowed: null },
      atLimit: false,
      planPage: null,
    });
  });

  it('in a trial: the plan’s own numbers, and when it ends', async () => {
    expect(billingSchema.parse(await read([paying]))).toEqual({
      plan: {
        handle: 'starter',
        state: 'trial',
        trialEndsAt: '2026-11-27T00:00:00.000Z',
        periodEndsAt: '2026-12-20T00:00:00.000Z',
      },
      mails: { used: 250, allowed: 5000, countsAgainAt: '2026-12-01T00:00:00.000Z' },
      flows: { live: 3, allowed: 5 },
      atLimit: false,
      planPage: 'https://admin.shopify.com/store/lumen/charges/encore/pricing_plans',
    });
  });

  it.each([
    { when: 'after its trial', known: [{ ...paying, trialEndsAt: now }], told: ['active', 5000, false] },
    { when: 'without a plan', known: [], told: ['none', 250, true] },
    { when: 'given up', known: [{ ...paying, status: 'ended' as const }], told: ['none', 250, true] },
    { when: 'frozen', known: [{ ...paying, status: 'frozen' as const }], told: ['frozen', 250, true] },
  ])('$when', async ({ known, told }) => {
    const view = await read(known);
    expect([view?.plan.state, view?.mails.allowed, view?.atLimit]).toEqual(told);
  });

  it('of a shop that is not there is nothing', async () => {
    expect(await read([], { shops: { find: async () => undefined } })).toBeNull();
  });
});
