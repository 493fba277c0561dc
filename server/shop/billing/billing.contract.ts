import { z } from 'zod';

const moment = z.iso.datetime().nullable();
const count = z.int().nonnegative();

export const billingSchema = z
  .object({
    plan: z.object({
      /** The plan's handle; null where nothing is sold. */
      handle: z.string().nullable(),
      /** `free`: nothing is sold here. `none`: the shop has taken no plan. `frozen`: on hold until payments resume. */
      state: z.enum(['free', 'none', 'trial', 'active', 'frozen']),
      trialEndsAt: moment,
      periodEndsAt: moment,
    }),
    /** Marketing mails of this calendar month (UTC); `allowed` null is no limit. */
    mails: z.object({ used: count, allowed: count.nullable(), countsAgainAt: z.iso.datetime() }),
    flows: z.object({ live: count, allowed: count.nullable() }),
    /** What waits now because the month's mails are used up. */
    atLimit: z.boolean(),
    /** Where a plan is taken or changed; null where nothing is sold. */
    planPage: z.url().nullable(),
  })
  .meta({ id: 'Billing' });

export type BillingView = z.infer<typeof billingSchema>;
