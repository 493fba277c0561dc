import { schedules } from '../../../../jobs/schedules.ts';
import type { JobName } from '../../../lib/job-catalog.ts';
import type { JobFacts } from '../../operations/database-facts.system.repository.ts';
import { fail, ok, warn } from './check.ts';
import type { Check } from './check.ts';

const lateMs = 10 * 60_000;

/** Recurring ones that all workers share; each worker's own loops are watched by its heartbeat. */
const shared: readonly JobName[] = schedules.filter(({ scope }) => scope === 'once').map(({ job }) => job);

const isLate = ({ nextRunAt }: JobFacts, nowMs: number): boolean =>
  nextRunAt === undefined || nowMs - nextRunAt.getTime() > lateMs;

const recurring: Check = {
  name: 'jobs',
  look: async ({ facts }) => {
    const [jobs, { now }] = await Promise.all([facts.jobs(), facts.server()]);
    const byName = Map.groupBy(jobs, ({ name }) => name);
    const missing = shared.filter((name) => !byName.has(name));
    if (missing.length > 0) return fail(`Not scheduled: ${missing.join(', ')}.`, 'Start a worker.');
    const late = shared.filter((name) => (byName.get(name) ?? []).every((job) => isLate(job, now.getTime())));
    if (late.length > 0)
      return fail(`Late by more than ten minutes: ${late.join(', ')}.`, 'Start or restart a worker.');
    const twice = shared.filter((name) => (byName.get(name) ?? []).length > 1);
    return twice.length > 0
      ? warn(
          `Scheduled more than once: ${twice.join(', ')}.`,
          'Harmless; remove all but one from `agendaJobs`.',
        )
      : ok('Every recurring job is scheduled.');
  },
};

const failing: Check = {
  name: 'failing jobs',
  look: async ({ facts }) => {
    const jobs = (await facts.jobs()).filter((job) => job.failing);
    const names = jobs.map(({ name, failCount }) => `${name} (${failCount} times)`);
    return names.length === 0
      ? ok('No job is failing.')
      : warn(
          `Failed at their last run: ${names.join(', ')}.`,
          'Look for `job failed` in the logs of the workers.',
        );
  },
};

const payloads: Check = {
  name: 'job payloads',
  look: async ({ facts }) => {
    const names = (await facts.jobs()).filter(({ readable }) => !readable).map(({ name }) => name);
    return names.length === 0
      ? ok('Every job can be read.')
      : warn(
          `Jobs that this version can't read: ${[...new Set(names)].join(', ')}.`,
          'They fail and do nothing. Remove them from `agendaJobs`, or run the version that wrote them.',
        );
  },
};

export const jobChecks: readonly Check[] = [recurring, failing, payloads];
