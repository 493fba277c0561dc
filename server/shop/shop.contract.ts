import { z } from 'zod';

export const backfillSchema = z
  .object({
    state: z.enum(['running', 'done', 'failed']),
    /** What is being read now, or was when it stopped; null before the first and after the last. */
    phase: z.enum(['products', 'customers', 'orders', 'checkouts']).nullable(),
    /** Lines of this phase that are read. */
    read: z.int().nonnegative(),
    /** Of how many, where the platform says. */
    total: z.int().nonnegative().nullable(),
    /** Lines applied over all phases. */
    applied: z.int().nonnegative(),
    /** Lines that could not be read over all phases: set aside, see `encore requeue`. */
    broken: z.int().nonnegative(),
    /** Code of what stopped it. */
    error: z.string().nullable(),
  })
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
  /** People who are in it now. */
  waiting: z.int().nonnegative(),
  dueNextDay: z.int().nonnegative(),
  /** In the next seven days, the first among them. */
  dueNextWeek: z.int().nonnegative(),
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
    dueNextWeek: z.int().nonnegative(),
    /** When the storefront last told of a visit (shop time); null before the first. */
    lastVisitAt: z.iso.datetime().nullable(),
    backfill: backfillSchema.nullable(),
  })
  .meta({ id: 'Overview' });

export type ShopView = z.infer<typeof shopSchema>;
export type OverviewView = z.infer<typeof overviewSchema>;
export type BackfillView = z.infer<typeof backfillSchema>;
