import { monotonicMs } from '../../lib/clock.ts';
import type { Meters } from './meters.ts';

type Handler = (...call: never[]) => Promise<void>;

/** Counts how each run of a job ends. The loops are jobs, too: theirs end with the worker, or when they threw. */
export const meterJobs = <Handlers extends Readonly<Record<string, Handler>>>(
  handlers: Handlers,
  meters: Meters,
): Handlers => {
  const metered = Object.entries(handlers).map(([job, handler]) => {
    const run = async (...call: never[]): Promise<void> => {
      const start = monotonicMs();
      let outcome = 'failed';
      try {
        await handler(...call);
        outcome = 'done';
      } finally {
        meters.count('encore_job_runs_total', 1, { job, outcome });
        meters.observe('encore_job_seconds', (monotonicMs() - start) / 1000, { job });
      }
    };
    return [job, run] as const;
  });
  return Object.assign({ ...handlers }, Object.fromEntries(metered));
};
