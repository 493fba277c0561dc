import { z } from 'zod';
import { parsePlanTable } from '../platforms/shopify/billing/plan-table.ts';
import type { PlanTable } from '../platforms/shopify/billing/plan-table.ts';

export interface BillingConfig {
  readonly plans: PlanTable;
  /** The app's handle at Shopify: part of the address of its plan page. */
  readonly appHandle: string;
}

const emptyIsUnset = (value: unknown): unknown => (value === '' ? undefined : value);

export const billingVariables = {
  BILLING: z.enum(['free', 'app-pricing']).default('free'),
  BILLING_PLANS: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .refine(
        (text) => parsePlanTable(text) !== undefined,
        'expected plans such as none:250:1,starter:5000:5,growth:-:- (handle, mails a month, live flows), with none among them',
      )
      .optional(),
  ),
  SHOPIFY_APP_HANDLE: z.preprocess(
    emptyIsUnset,
    z
      .string()
      .regex(/^[a-z0-9-]{1,50}$/, 'expected the app’s handle, such as encore')
      .optional(),
  ),
};

interface Variables {
  readonly BILLING: 'free' | 'app-pricing';
  readonly BILLING_PLANS?: string | undefined;
  readonly SHOPIFY_APP_HANDLE?: string | undefined;
}

/** What is missing, by variable: selling needs to know what. */
export const billingProblems = (env: Variables): Record<string, string> => {
  if (env.BILLING === 'free') return {};
  const why = 'since BILLING is app-pricing';
  return {
    ...(env.BILLING_PLANS === undefined && { BILLING_PLANS: `expected the plans, ${why}` }),
    ...(env.SHOPIFY_APP_HANDLE === undefined && { SHOPIFY_APP_HANDLE: `expected the app’s handle, ${why}` }),
  };
};

export const billingOf = (env: Variables): BillingConfig | undefined => {
  const plans = parsePlanTable(env.BILLING_PLANS ?? '');
  const appHandle = env.SHOPIFY_APP_HANDLE;
  return env.BILLING === 'free' || plans === undefined || appHandle === undefined
    ? undefined
    : { plans, appHandle };
};
