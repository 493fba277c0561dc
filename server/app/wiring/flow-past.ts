import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createFlowPast } from '../../flows/past/flow-past.ts';
import type { FlowPast } from '../../flows/past/flow-past.ts';
import { createFlowInclusionsRepository } from '../../flows/past/flow-inclusions.repository.ts';
import { includePast } from '../../flows/past/include-past.ts';
import type { JobPayload, Queue } from '../../lib/job-catalog.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

interface Parts {
  readonly data: Data;
  readonly flows: Flows;
}

export const wireFlowPast = ({ data, flows }: Parts, queue: Queue): FlowPast =>
  createFlowPast(
    {
      flows: createFlowRepository(data.connection),
      kinds: flows.runtime.kinds,
      inclusions: createFlowInclusionsRepository(data.connection),
      queue,
      clock: data.clock,
    },
    flows.reactor,
  );

/** The long work itself, done by workers. */
export const wireIncludeJob = ({ data, flows }: Parts) => {
  const inclusions = createFlowInclusionsRepository(data.connection);
  // Its own entries are made in bulk; everything else it asks for together with whoever else asks.
  const deps = {
    ...flows.reactor,
    inclusions,
    store: { ...flows.reactor.store, enrollMany: data.engine.store.enrollMany },
  };
  return (payload: JobPayload<'flow.include'>, signal: AbortSignal): Promise<void> =>
    includePast(deps, payload, signal);
};
