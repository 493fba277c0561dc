import { actStep } from '../../engine/steps/act.step.ts';
import { branchStep } from '../../engine/steps/branch.step.ts';
import { exitStep } from '../../engine/steps/exit.step.ts';
import { waitStep } from '../../engine/steps/wait.step.ts';
import { createStepRegistry } from '../../engine/step.ts';
import type { FactPort } from '../../engine/ports.ts';
import { createFlowPort } from '../../flows/brief.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import type { CompanionShelf } from '../../flows/companions/companion-source.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import { coalesceDecisions, coalesceStore } from '../../flows/coalesced-deps.ts';
import { coalesceFacts } from '../../flows/coalesced-facts.ts';
import { createFactPort } from '../../flows/facts.ts';
import { createFlowService } from '../../flows/flow-service.ts';
import type { FlowService } from '../../flows/flow-service.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import { createMessagePort } from '../../flows/message-port-from.ts';
import { createProgramSource } from '../../flows/program-source.ts';
import { createReactor } from '../../flows/react.ts';
import type { React } from '../../flows/react.ts';
import type { FlowRuntime } from '../../flows/reactor-deps.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import type { ShopFacts } from '../../flows/shop-facts.ts';
import type { Logger } from '../../lib/logger.ts';
import type { FlowPort } from '../../mail/flow-port.ts';
import { sendEmailStep } from '../../mail/send/send-email.step.ts';
import type { Data } from './data.ts';

export interface Flows {
  readonly runtime: FlowRuntime;
  readonly service: FlowService;
  readonly react: React;
  /** What mail asks of flows, and what the engine asks. */
  readonly ports: { readonly flows: FlowPort; readonly facts: FactPort };
  readonly companions: { readonly shelf: CompanionShelf; readonly orders: ShopFacts['orders'] };
}

export const wireFlows = (data: Data, logger: Logger): Flows => {
  const { connection, clock, engine, mail } = data;
  const steps = createStepRegistry([waitStep, branchStep, exitStep, actStep, sendEmailStep]);
  const facts = coalesceFacts(createShopFacts(data.shop));
  const flows = createFlowRepository(connection);
  const versions = createFlowVersionRepository(connection);
  const shelf = createCompanionsRepository(connection);
  const runtime: FlowRuntime = {
    kinds: createKinds(facts, createCompanionSource(shelf, facts.orders)),
    flows,
    programs: createProgramSource({ versions, steps, logger }),
    steps,
  };
  const messages = createMessagePort({ messages: mail.messages, rows: mail.system.ledger, caps: mail.caps });
  const { store, decisions, counts } = engine;
  return {
    runtime,
    service: createFlowService({
      runtime,
      flows,
      versions,
      counts,
      messages: mail.messages,
      decisions,
      clock,
    }),
    react: createReactor({
      facts,
      runtime,
      store: coalesceStore(store),
      messages,
      decisions: coalesceDecisions(decisions),
      clock,
    }),
    ports: { flows: createFlowPort({ facts, runtime }), facts: createFactPort(facts, clock) },
    companions: { shelf, orders: facts.orders },
  };
};
