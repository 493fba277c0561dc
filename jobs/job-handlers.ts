import type { JobName, JobPayload } from '../server/lib/job-catalog.ts';

/** What runs when a job is due. `signal` is raised when the worker stops; a long-running handler returns then. */
export type JobHandler<Name extends JobName> = (
  payload: JobPayload<Name>,
  signal: AbortSignal,
) => Promise<void>;

export type JobHandlers = { readonly [Name in JobName]: JobHandler<Name> };
