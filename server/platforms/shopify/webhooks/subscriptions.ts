import { z } from 'zod';
import { subscriptionStatusOf } from '../billing/subscription-status.ts';
import { optionalDate, optionalText, parsePayload } from './payload.ts';
import type { WebhookHandler } from './payload.ts';

const subscriptionSchema = z.object({
  app_subscription: z.object({
    admin_graphql_api_id: z.string().min(1),
    name: z.string(),
    status: z.string(),
    created_at: optionalDate,
    updated_at: optionalDate,
    plan_handle: optionalText,
  }),
});

/** `app_subscriptions/update`: taken, changed, frozen, given up. Plans from before App Pricing have a name and no handle. */
export const subscriptionHandler: WebhookHandler = {
  class: 'normal',
  interpret: (payload, { triggeredAt }) => {
    const { app_subscription: told } = parsePayload(subscriptionSchema, payload);
    const subscription = {
      id: told.admin_graphql_api_id,
      plan: told.plan_handle ?? told.name,
      status: subscriptionStatusOf(told.status),
      createdAt: told.created_at ?? triggeredAt,
      heardAt: told.updated_at ?? triggeredAt,
    };
    return [{ kind: 'subscription', subscription }];
  },
};
