import type { FlowAllowance } from '../../flows/life/live-flow-limit.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import { createPlanPlaces } from '../../mail/sending/plan-places.ts';
import type { PlanPlaces } from '../../mail/sending/plan-places.ts';
import { createAppPricing, planPageOf } from '../../platforms/shopify/billing/app-pricing.ts';
import { createReadSubscriptions } from '../../platforms/shopify/billing/read-subscriptions.ts';
import { freeEntitlements } from '../../shop/billing/entitlements.ts';
import type { Entitlements } from '../../shop/billing/entitlements.ts';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import type { Config } from '../config.ts';
import { createBillingService } from '../services/billing-service.ts';
import type { BillingService } from '../services/billing-service.ts';
import type { Data } from './data.ts';
import { wireAdmin } from './platform.ts';
import type { PlatformParts } from './platform.ts';

type Parts = Pick<PlatformParts, 'config' | 'data'>;

const wireEntitlements = ({ billing }: Pick<Config, 'billing'>): Entitlements =>
  billing === undefined ? freeEntitlements : createAppPricing(billing.plans);

/** Undefined where nothing is sold: the gate doesn't ask then. */
export const wirePlanPlaces = ({ config, data }: Parts): PlanPlaces | undefined =>
  config.billing === undefined
    ? undefined
    : createPlanPlaces(wireEntitlements(config), createPlanUsage(data.connection));

const countedEveryMs = 10_000;

/** Counts what this worker sent, now and then; resolves when the last of it is counted. */
export const startCounting = (plans: PlanPlaces | undefined, logger: Logger): (() => Promise<void>) => {
  const count = async (): Promise<void> => {
    try {
      await plans?.flush();
    } catch (error) {
      logger.warn({ err: error }, 'mails were not counted yet');
    }
  };
  const timer = setInterval(() => void count(), countedEveryMs);
  return async () => {
    clearInterval(timer);
    await count();
  };
};

export const wireFlowAllowance = (config: Config, { shop: { shops } }: Data): FlowAllowance | undefined => {
  const entitlements = wireEntitlements(config);
  if (config.billing === undefined) return undefined;
  return { liveFlows: async (shop) => entitlements.of((await shops.find(shop)) ?? {}).flows };
};

export const wireReadSubscriptions = (parts: Parts): ((shop: ShopId) => Promise<void>) => {
  if (parts.config.billing === undefined) return async () => {};
  const { shop, clock } = parts.data;
  return createReadSubscriptions({ admin: wireAdmin(parts).admin, shops: shop.shops, clock });
};

export const wireBilling = ({ config, data }: Parts): BillingService => {
  const { billing } = config;
  const flows = createFlowRepository(data.connection);
  return createBillingService({
    shops: data.shop.shops,
    entitlements: wireEntitlements(config),
    usage: createPlanUsage(data.connection),
    liveFlows: async (shop) => (await flows.list(shop)).filter(({ status }) => status === 'live').length,
    sentSince: async (shop, since) => (await data.mail.totals.endedSince(shop, since)).sent,
    planPage: billing === undefined ? undefined : (shop) => planPageOf(shop, billing.appHandle),
    clock: data.clock,
  });
};
