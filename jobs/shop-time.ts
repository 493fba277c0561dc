import type { SchedulesRepository } from '../server/engine/schedules.system.repository.ts';
import type { Clock } from '../server/lib/clock.ts';
import { shopTimeSchedules } from './schedules.ts';
import type { ShopTimeJob } from './schedules.ts';

export interface ShopTimeDeps {
  readonly schedules: SchedulesRepository;
  readonly clock: Clock;
  readonly run: (job: ShopTimeJob) => Promise<void>;
}

export interface ShopTime {
  /** Plans what is new; called once at start. */
  plan(): Promise<void>;
  /** Runs what is due now, once among all workers. Called by a tick and whenever the demo's clock jumps. */
  runDue(): Promise<void>;
}

/** The next multiple of the period, so that all workers and restarts agree on it. */
const nextAt = (now: Date, everyMs: number): Date =>
  new Date((Math.floor(now.getTime() / everyMs) + 1) * everyMs);

export const createShopTime = ({ schedules, clock, run }: ShopTimeDeps): ShopTime => ({
  plan: async () => {
    for (const { job, everyMs } of shopTimeSchedules) await schedules.plan(job, nextAt(clock.now(), everyMs));
  },
  runDue: async () => {
    for (const { job, everyMs } of shopTimeSchedules) {
      if (!(await schedules.claim(job, clock.now()))) continue;
      await run(job);
      await schedules.finish(job, nextAt(clock.now(), everyMs));
    }
  },
});
