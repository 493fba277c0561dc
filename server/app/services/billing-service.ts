import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { BillingView } from '../../shop/billing/billing.contract.ts';
import type { Entitlements } from '../../shop/billing/entitlements.ts';
import type { PlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { currentSubscription } from '../../shop/billing/subscription.ts';
import type { Subscription } from '../../shop/billing/subscription.ts';
import { nextUsageMonth, usageMonthOf } from '../../shop/billing/usage-month.ts';
import type { Shop } from '../../shop/shop.ts';

export interface BillingService {
  /** Null for a shop that isn't there. */
  read(shop: ShopId): Promise<BillingView | null>;
}

export interface BillingDeps {
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  readonly entitlements: Entitlements;
  readonly usage: Pick<PlanUsage, 'used'>;
  readonly liveFlows: (shop: ShopId) => Promise<number>;
  /** Mails that left since then, of the ledger: what is shown where no plan counts. */
  readonly sentSince: (shop: ShopId, since: Date) => Promise<number>;
  /** Undefined where nothing is sold. */
  readonly planPage: ((shop: ShopId) => string) | undefined;
  readonly clock: Clock;
}

type Plan = BillingView['plan'];

const stateOf = (current: Subscription | undefined, now: Date): Plan['state'] => {
  if (current === undefined) return 'none';
  if (current.status === 'frozen') return 'frozen';
  return current.trialEndsAt !== undefined && current.trialEndsAt > now ? 'trial' : 'active';
};

const planOf = ({ entitlements, planPage, clock }: BillingDeps, shop: Shop): Plan => {
  const current = planPage === undefined ? undefined : currentSubscription(shop.subscriptions);
  return {
    handle: entitlements.of(shop).plan ?? null,
    state: planPage === undefined ? 'free' : stateOf(current, clock.now()),
    trialEndsAt: current?.trialEndsAt?.toISOString() ?? null,
    periodEndsAt: current?.periodEndsAt?.toISOString() ?? null,
  };
};

export const createBillingService = (deps: BillingDeps): BillingService => ({
  read: async (id) => {
    const { shops, entitlements, usage, liveFlows, sentSince, planPage, clock } = deps;
    const shop = await shops.find(id);
    if (shop === undefined) return null;
    const { mails, flows } = entitlements.of(shop);
    const month = usageMonthOf(clock.now());
    const used =
      mails === undefined ? await sentSince(id, new Date(`${month}-01`)) : await usage.used(id, month);
    return {
      plan: planOf(deps, shop),
      mails: { used, allowed: mails ?? null, countsAgainAt: nextUsageMonth(clock.now()).toISOString() },
      flows: { live: await liveFlows(id), allowed: flows ?? null },
      atLimit: mails !== undefined && used >= mails,
      planPage: planPage?.(id) ?? null,
    };
  },
});
