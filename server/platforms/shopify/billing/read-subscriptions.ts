import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Subscription } from '../../../shop/billing/subscription.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import type { AdminClient } from '../admin-client.ts';
import { activeSubscriptionsQuery } from '../operations.ts';
import { subscriptionStatusOf } from './subscription-status.ts';

const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const subscriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  createdAt: time,
  currentPeriodEnd: time.nullable(),
  trialDays: z.number().int(),
  lineItems: z.array(
    z.object({ plan: z.object({ pricingDetails: z.object({ planHandle: z.string().nullish() }) }) }),
  ),
});

const answerSchema = z.object({
  currentAppInstallation: z.object({ activeSubscriptions: z.array(subscriptionSchema) }),
});

const dayMs = 86_400_000;

const toSubscription = (
  {
    id,
    name,
    status,
    createdAt,
    currentPeriodEnd,
    trialDays,
    lineItems,
  }: z.output<typeof subscriptionSchema>,
  heardAt: Date,
): Subscription => ({
  id,
  plan: lineItems.flatMap(({ plan }) => plan.pricingDetails.planHandle ?? []).at(0) ?? name,
  status: subscriptionStatusOf(status),
  createdAt,
  ...(trialDays > 0 && { trialEndsAt: new Date(createdAt.getTime() + trialDays * dayMs) }),
  ...(currentPeriodEnd !== null && { periodEndsAt: currentPeriodEnd }),
  heardAt,
});

export interface ReadSubscriptionsDeps {
  readonly admin: AdminClient;
  readonly shops: Pick<ShopRepository, 'applySubscriptions'>;
  readonly clock: Clock;
}

/** What the shop pays for now, as Shopify says when it is asked; what no webhook told is found. Throws what the client throws. */
export const createReadSubscriptions =
  ({ admin, shops, clock }: ReadSubscriptionsDeps) =>
  async (shop: ShopId): Promise<void> => {
    // Before asking: a webhook that comes meanwhile is the newer word.
    const completeAt = clock.now();
    const { currentAppInstallation } = await admin.request(shop, {
      query: activeSubscriptionsQuery,
      schema: answerSchema,
    });
    const told = currentAppInstallation.activeSubscriptions.map((each) => toSubscription(each, completeAt));
    await shops.applySubscriptions(shop, { told, completeAt });
  };
