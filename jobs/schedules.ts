import type { JobName } from '../server/lib/job-catalog.ts';

export interface Schedule {
  readonly job: JobName;
  /** Milliseconds between two runs. */
  readonly everyMs: number;
  /** `worker`: each live worker has its own; `once`: one for all workers, real time. */
  readonly scope: 'worker' | 'once';
  /** A run that takes longer than this without a sign of life is given to another worker. */
  readonly lockLifetimeMs: number;
}

const minuteMs = 60_000;

const sweeps = new Set<JobName>(['turns.sweep', 'messages.sweep']);

/** Every recurring job that follows real time. */
export const schedules: readonly Schedule[] = [
  { job: 'worker.dispatch', everyMs: 1000, scope: 'worker', lockLifetimeMs: 15_000 },
  { job: 'worker.inbox', everyMs: 1000, scope: 'worker', lockLifetimeMs: 15_000 },
  { job: 'turns.sweep', everyMs: minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'messages.sweep', everyMs: minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'schedules.tick', everyMs: minuteMs / 2, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'shopify.reconcile', everyMs: 10 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'shop.backfill-rest', everyMs: 60 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'shopify.consents', everyMs: minuteMs / 2, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'shopify.keep-alive', everyMs: 7 * 24 * 60 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'privacy.sweep', everyMs: minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'privacy.retain', everyMs: 24 * 60 * minuteMs, scope: 'once', lockLifetimeMs: 60 * minuteMs },
  { job: 'woocommerce.sync-all', everyMs: 24 * 60 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'offers.tend-all', everyMs: minuteMs, scope: 'once', lockLifetimeMs: 10 * minuteMs },
  { job: 'domains.check', everyMs: minuteMs, scope: 'once', lockLifetimeMs: 5 * minuteMs },
  { job: 'workflows.fire', everyMs: minuteMs / 2, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'billing.read-all', everyMs: 60 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
  { job: 'figures.write', everyMs: minuteMs / 2, scope: 'once', lockLifetimeMs: 10 * minuteMs },
  { job: 'workers.reap', everyMs: 5 * minuteMs, scope: 'once', lockLifetimeMs: minuteMs },
];

/** Sweeps as often as asked; one that its worker took with it is taken up a period later. */
export const schedulesFor = ({ sweepEveryMs }: { readonly sweepEveryMs: number }): readonly Schedule[] =>
  schedules.map((schedule) =>
    sweeps.has(schedule.job)
      ? { ...schedule, everyMs: sweepEveryMs, lockLifetimeMs: sweepEveryMs }
      : schedule,
  );

export type ShopTimeJob = 'companions.learn' | 'flows.scan' | 'offers.outlive';

/**
 * Recurring jobs that follow the shop's time: the demo's wound clock passes through each of them. Of one period they fall
 * together, so that winding stops once for all.
 */
export const shopTimeSchedules: readonly { readonly job: ShopTimeJob; readonly everyMs: number }[] = [
  { job: 'companions.learn', everyMs: 24 * 60 * minuteMs },
  { job: 'flows.scan', everyMs: 24 * 60 * minuteMs },
  // So that a discount outlives what is promised also where time is wound.
  { job: 'offers.outlive', everyMs: 24 * 60 * minuteMs },
];
