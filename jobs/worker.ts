import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda, backoffStrategies } from 'agenda';
import type { Job } from 'agenda';
import { EncoreError, errorCodeOf } from '../server/lib/errors.ts';
import { jobCatalog } from '../server/lib/job-catalog.ts';
import type { JobName } from '../server/lib/job-catalog.ts';
import type { Logger } from '../server/lib/logger.ts';
import type { JobHandlers } from './job-handlers.ts';
import { schedules as usualSchedules } from './schedules.ts';
import type { Schedule } from './schedules.ts';
import { withIdleTimers, withOwnTimers } from './timers-of.ts';

type Database = Extract<ConstructorParameters<typeof MongoBackend>[0], { mongo: unknown }>['mongo'];

export interface WorkerDeps {
  readonly workerId: string;
  readonly database: Database;
  readonly handlers: Omit<JobHandlers, 'workers.reap'>;
  /** Ids of workers whose heartbeat is fresh; the jobs of all others are removed. */
  readonly liveWorkers: () => Promise<ReadonlySet<string>>;
  /** Those of the protocol unless told. */
  readonly schedules?: readonly Schedule[] | undefined;
  readonly logger: Logger;
}

export interface Worker {
  stop(): Promise<void>;
}

interface Running {
  readonly agenda: Agenda;
  readonly signal: AbortSignal;
  readonly deps: WorkerDeps;
  readonly handlers: JobHandlers;
}

const oneOff: readonly JobName[] = [
  'shop.backfill',
  'pixel.activate',
  'woocommerce.sync',
  'offers.tend',
  'flow.archive',
  'flow.move',
  'flow.include',
  'billing.read',
];
const touchEveryMs = 5000;

const nameOf = (schedule: Schedule, workerId: string): string =>
  schedule.scope === 'worker' ? `${schedule.job}:${workerId}` : schedule.job;

const payloadOf = (job: Job<unknown>): unknown => job.attrs.data ?? {};

const call = async <Name extends JobName>(name: Name, data: unknown, running: Running): Promise<void> => {
  const payload = jobCatalog[name].safeParse(data);
  if (!payload.success)
    throw new EncoreError('job_payload_invalid', { cause: payload.error, message: `${name} can't be read` });
  // The catalog's schema of this very name has just made the payload.
  await Reflect.apply(running.handlers[name], undefined, [payload.data, running.signal]);
};

interface Definition {
  readonly name: string;
  readonly job: JobName;
  readonly lockLifetimeMs: number;
}

/** Runs the handler with a sign of life every five seconds; a failure is logged and Agenda's to retry. */
const runOf =
  (running: Running, { name, job }: Definition) =>
  async (agendaJob: Job<unknown>): Promise<void> => {
    const alive = setInterval(() => void agendaJob.touch().catch(() => undefined), touchEveryMs);
    try {
      await withOwnTimers(() => call(job, payloadOf(agendaJob), running));
    } catch (error) {
      running.deps.logger.error({ job: name, code: errorCodeOf(error), err: error }, 'job failed');
      throw error;
    } finally {
      clearInterval(alive);
    }
  };

/** Agenda's other way to define a job takes a promise where its types promise not to look at one. */
const report = async (work: Promise<void>, done: (error?: Error) => void): Promise<void> => {
  try {
    await work;
  } catch (error) {
    done(error instanceof Error ? error : new EncoreError('internal_error', { cause: error }));
    return;
  }
  done();
};

/** What can't be read today can't be read in two seconds. */
const retrying = backoffStrategies.when(
  ({ error }) => errorCodeOf(error) !== 'job_payload_invalid',
  backoffStrategies.exponential({ delay: 2000, maxRetries: 8 }),
);

const define = (running: Running, definition: Definition): void => {
  const { name, job, lockLifetimeMs } = definition;
  const run = runOf(running, definition);
  running.agenda.define(name, (agendaJob: Job<unknown>, done) => void report(run(agendaJob), done), {
    lockLifetime: lockLifetimeMs,
    concurrency: 1,
    lockLimit: 1,
    ...(oneOff.includes(job) ? { removeOnComplete: true, backoff: retrying } : {}),
  });
};

/** Job documents of workers that are gone would be polled for ever. */
const reap = async (agenda: Agenda, liveWorkers: WorkerDeps['liveWorkers']): Promise<void> => {
  const live = await liveWorkers();
  const { jobs } = await agenda.queryJobs({ search: 'worker', limit: 500 });
  const gone = jobs
    .map((job) => job.name)
    .filter((name) => name.includes(':') && !live.has(name.split(':')[1] ?? ''));
  if (gone.length > 0) await agenda.cancel({ names: gone });
};

/** Drained, Agenda forgets what it had locked and not begun: nobody would run it until its lock is too old. */
const unlock = async ({ database, workerId }: WorkerDeps): Promise<void> => {
  const locked = { lastModifiedBy: workerId, lockedAt: { $type: 'date' } };
  await database.collection('agendaJobs').updateMany(locked, { $set: { lockedAt: null } });
};

/** Binds the catalog to Agenda on the same MongoDB and starts it. Agenda's locks decide nothing about mail. */
export const startWorker = async (deps: WorkerDeps): Promise<Worker> => {
  const { schedules = usualSchedules } = deps;
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: deps.database }),
    name: deps.workerId,
    processEvery: 1000,
    defaultLockLifetime: 60_000,
    maxConcurrency: 50,
  });
  const stopping = new AbortController();
  const handlers = { ...deps.handlers, 'workers.reap': () => reap(agenda, deps.liveWorkers) };
  const running: Running = { agenda, signal: stopping.signal, deps, handlers };
  agenda.on('error', (error) => deps.logger.error({ err: error }, 'agenda'));
  await agenda.ready;
  for (const schedule of schedules) define(running, { ...schedule, name: nameOf(schedule, deps.workerId) });
  for (const job of oneOff) define(running, { name: job, job, lockLifetimeMs: 4 * touchEveryMs });
  await withIdleTimers(() => agenda.start());
  for (const schedule of schedules) await agenda.every(schedule.everyMs, nameOf(schedule, deps.workerId));
  return {
    stop: async () => {
      stopping.abort();
      await agenda.drain(8000);
      await agenda.cancel({
        names: schedules
          .filter((schedule) => schedule.scope === 'worker')
          .map((one) => nameOf(one, deps.workerId)),
      });
      await agenda.stop(false);
      await unlock(deps);
    },
  };
};
