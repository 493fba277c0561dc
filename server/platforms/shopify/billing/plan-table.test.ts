import { describe, expect, it } from '@jest/globals';
import type { Subscription, SubscriptionStatus } from '../../../shop/billing/subscription.ts';
import { createAppPricing, planPageOf } from './app-pricing.ts';
import { parsePlanTable } from './plan-table.ts';

const table = 'none:250:1, starter:5000:5,growth:-:-';

describe('the table of plans', () => {
  it('says what each allows, a dash being no limit', () => {
    expect(Object.fromEntries(parsePlanTable(table) ?? [])).toEqual({
      none: { plan: 'none', mails: 250, flows: 1 },
      starter: { plan: 'starter', mails: 5000, flows: 5 },
      growth: { plan: 'growth' },
    });
  });

  it.each([
    ['nothing', ''],
    ['no word on shops without a plan', 'starter:5000:5'],
    ['a plan twice', 'none:0:0,none:5:5'],
    ['a number that is none', 'none:many:1'],
    ['a number below nothing', 'none:-5:1'],
    ['a part too few', 'none:250'],
    ['a part too many', 'none:250:1:9'],
    ['a comma too many', 'none:250:1,'],
    ['a handle in capitals', 'none:250:1,Starter:1:1'],
  ])('does not parse with %s', (_what, text) => {
    expect(parsePlanTable(text)).toBeUndefined();
  });
});

const at = new Date('2026-11-01T00:00:00Z');
const paying = (
  plan: string,
  status: SubscriptionStatus,
  over: Partial<Subscription> = {},
): readonly Subscription[] => [{ id: 's', plan, status, createdAt: at, heardAt: at, ...over }];

describe('what App Pricing allows', () => {
  const pricing = createAppPricing(parsePlanTable(table) ?? new Map());

  it.each([
    ['who never took a plan', undefined, 250],
    ['an active plan', paying('starter', 'active'), 5000],
    ['a trial, which is an active plan', paying('starter', 'active', { trialEndsAt: at }), 5000],
    ['a plan without a limit', paying('growth', 'active'), undefined],
    ['a plan that waits for approval', paying('starter', 'pending'), 250],
    ['a frozen plan', paying('starter', 'frozen'), 250],
    ['a cancelled plan', paying('starter', 'ended'), 250],
    ['a plan that the table lacks: it is paid for', paying('golden', 'active'), undefined],
  ])('%s', (_who, subscriptions, mails) => {
    expect(pricing.of({ subscriptions }).mails).toBe(mails);
  });

  it('names the plan it went by', () => {
    expect(pricing.of({ subscriptions: paying('golden', 'active') })).toEqual({ plan: 'golden' });
    expect(pricing.of({ subscriptions: paying('starter', 'frozen') }).plan).toBe('none');
  });
});

describe('the page of plans', () => {
  it('is Shopify’s own', () => {
    expect(planPageOf('lumen-oak.myshopify.com', 'encore')).toBe(
      'https://admin.shopify.com/store/lumen-oak/charges/encore/pricing_plans',
    );
  });
});
