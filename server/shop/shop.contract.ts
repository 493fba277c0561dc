import { z } from 'zod';

export const backfillSchema = z
  .object({ state: z.enum(['running', 'done', 'failed']), applied: z.int().nonnegative() })
  .meta({ id: 'Backfill' });

export const shopSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    platform: z.enum(['shopify', 'woocommerce']),
    /** IANA zone: every time in the admin is shown in it. */
    zone: z.string(),
    currency: z.string(),
    locale: z.string(),
    /** The shop's time. In the demo it runs ahead of the browser's. */
    now: z.iso.datetime(),
    /** Only where mail lands in the outbox. */
    outboxUrl: z.string().nullable(),
  })
  .meta({ id: 'Shop' });

const flowAtAGlanceSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['draft', 'live', 'paused', 'finishing', 'archived']),
  dueNextDay: z.int().nonnegative(),
});

export const overviewSchema = z
  .object({
    flows: z.array(flowAtAGlanceSchema),
    /** The last seven days of shop time; `waiting` is now. */
    week: z.object({
      sent: z.int().nonnegative(),
      skipped: z.int().nonnegative(),
      waiting: z.int().nonnegative(),
    }),
    /** Steps of enrollments that come due in the next 24 hours of shop time. */
    dueNextDay: z.int().nonnegative(),
    backfill: backfillSchema.nullable(),
  })
  .meta({ id: 'Overview' });

export type ShopView = z.infer<typeof shopSchema>;
export type OverviewView = z.infer<typeof overviewSchema>;
export type BackfillView = z.infer<typeof backfillSchema>;
