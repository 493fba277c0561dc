import { createEnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { emptyArchivedFlow } from '../../flows/life/empty-flow.ts';
import type { CheckDeps } from '../../flows/life/check-program.ts';
import { createFlowCommandsRepository } from '../../flows/life/flow-commands.repository.ts';
import { createFlowLife } from '../../flows/life/flow-life.ts';
import type { FlowLife } from '../../flows/life/flow-life.ts';
import { createFlowMovesRepository } from '../../flows/life/flow-moves.repository.ts';
import type { FlowAllowance } from '../../flows/life/live-flow-limit.ts';
import { movePeople } from '../../flows/life/move-people.ts';
import type { PlanDeps } from '../../flows/life/plan-move.ts';
import { createMessagePort } from '../../flows/message-port-from.ts';
import { asFlowId, asShopId } from '../../lib/brand.ts';
import type { JobPayload, Queue } from '../../lib/job-catalog.ts';
import { openMessagesIn } from '../../mail/ledger/open-messages.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';

export interface LifeParts {
  readonly data: Data;
  readonly flows: Flows;
  readonly allowance?: FlowAllowance | undefined;
}

const planOf = ({ data, flows }: LifeParts): PlanDeps => ({
  steps: flows.runtime.steps,
  programs: flows.runtime.programs,
  facts: flows.ports.facts,
  openMessages: openMessagesIn(data.mail.system.ledger),
});

/** What a merchant does to a flow; the long work of it is handed to the queue. */
export const wireFlowLife = (parts: LifeParts, check: CheckDeps, queue: Queue): FlowLife => {
  const { data } = parts;
  return createFlowLife({
    check,
    data: {
      flows: createFlowRepository(data.connection),
      versions: createFlowVersionRepository(data.connection),
      commands: createFlowCommandsRepository(data.connection),
      moves: createFlowMovesRepository(data.connection),
      reads: createEnrollmentReads(data.connection),
    },
    plan: planOf(parts),
    queue,
    clock: data.clock,
    allowance: parts.allowance,
  });
};

export interface FlowJobs {
  archive(payload: JobPayload<'flow.archive'>, signal: AbortSignal): Promise<void>;
  move(payload: JobPayload<'flow.move'>, signal: AbortSignal): Promise<void>;
}

/** The long work itself, done by workers. */
export const wireFlowJobs = (parts: LifeParts): FlowJobs => {
  const { connection, engine, mail, clock } = parts.data;
  const { store, decisions } = engine;
  const reads = createEnrollmentReads(connection);
  const messages = createMessagePort({ messages: mail.messages, rows: mail.system.ledger, caps: mail.caps });
  const emptying = { flows: createFlowRepository(connection), reads, store, messages, decisions, clock };
  const moving = {
    plan: planOf(parts),
    reads,
    store,
    moves: createFlowMovesRepository(connection),
    decisions,
    clock,
  };
  return {
    archive: async ({ shop, flow }, signal) =>
      void (await emptyArchivedFlow(emptying, { shop: asShopId(shop), flow: asFlowId(flow) }, signal)),
    move: (payload, signal) => movePeople(moving, payload, signal),
  };
};
