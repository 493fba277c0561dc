import type { FactPort } from '../../engine/ports.ts';
import { createFlowPort } from '../../flows/brief.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import type { CompanionShelf } from '../../flows/companions/companion-source.ts';
import { createCompanionsRepository } from '../../flows/companions/companions.repository.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import { coalesceDecisions, coalesceStore } from '../../flows/coalesced-deps.ts';
import { coalesceLearned } from '../../flows/coalesced-learned.ts';
import { coalesceFacts, coalescePeople } from '../../flows/coalesced-facts.ts';
import { createDatedContacts } from '../../flows/date-property/dated-contacts.repository.ts';
import { createFactPort } from '../../flows/facts.ts';
import { createFlowService } from '../../flows/flow-service.ts';
import type { FlowService } from '../../flows/flow-service.ts';
import { createFlowVersionRepository } from '../../flows/flow-version.repository.ts';
import { createFlowRepository } from '../../flows/flow.repository.ts';
import type { FlowAllowance } from '../../flows/life/live-flow-limit.ts';
import { learnAfter } from '../../flows/learning/learn-after.ts';
import { createMessagePort } from '../../flows/message-port-from.ts';
import { createProgramSource } from '../../flows/program-source.ts';
import { createReactor } from '../../flows/react.ts';
import type { React } from '../../flows/react.ts';
import type { FlowRuntime, ReactorDeps } from '../../flows/reactor-deps.ts';
import { createSegmentQuery } from '../../flows/segments/segment-query.repository.ts';
import { createSaidElsewhere } from '../../flows/said-elsewhere.ts';
import { createShopFacts } from '../../flows/shop-facts-from.ts';
import type { ShopFacts } from '../../flows/shop-facts.ts';
import { createReorderIntervalsRepository } from '../../flows/timing/reorder-intervals.repository.ts';
import type { TimingShelf } from '../../flows/timing/timing-shelf.ts';
import { scanFlows } from '../../flows/triggers/scan-flows.ts';
import { createSegmentMembersRepository } from '../../flows/triggers/segment-members.repository.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { FlowPort } from '../../mail/flow-port.ts';
import { createOfferCodes } from '../../mail/offers/offer-codes.repository.ts';
import { recordRedemptions } from '../../mail/offers/record-redemptions.ts';
import type { Data } from './data.ts';
import { steps } from './steps.ts';

export interface Flows {
  readonly runtime: FlowRuntime;
  readonly service: FlowService;
  readonly react: React;
  /** The nightly look of flows that time alone brings people into. */
  readonly scan: (shop: ShopId) => Promise<void>;
  /** What mail asks of flows, and what the engine asks. */
  readonly ports: { readonly flows: FlowPort; readonly facts: FactPort };
  readonly facts: ShopFacts;
  readonly learned: { readonly companions: CompanionShelf; readonly timings: TimingShelf };
  /** What moving people in and about flows takes. */
  readonly reactor: ReactorDeps;
}

export const wireFlows = (data: Data, logger: Logger, allowance?: FlowAllowance): Flows => {
  const { connection, clock, engine, mail } = data;
  const facts = coalesceFacts(createShopFacts(coalescePeople(data.shop)));
  const flows = createFlowRepository(connection);
  const versions = createFlowVersionRepository(connection);
  const shelf = createCompanionsRepository(connection);
  const timings = createReorderIntervalsRepository(connection);
  const programs = createProgramSource({ versions, steps, logger });
  const learned = coalesceLearned({ companions: createCompanionSource(shelf), timings });
  const said = createSaidElsewhere({ flows, programs, rows: mail.system.ledger });
  const runtime: FlowRuntime = {
    kinds: createKinds(
      facts,
      { ...learned, said },
      {
        query: createSegmentQuery(connection),
        members: createSegmentMembersRepository(connection),
        dated: createDatedContacts(connection),
      },
    ),
    flows,
    programs,
    steps,
  };
  const messages = createMessagePort({ messages: mail.messages, rows: mail.system.ledger, caps: mail.caps });
  const offerCodes = createOfferCodes(connection);
  const { store, decisions, counts } = engine;
  const reactorDeps: ReactorDeps = {
    facts,
    runtime,
    store: coalesceStore(store),
    messages,
    decisions: coalesceDecisions(decisions),
    clock,
  };
  const react = learnAfter(createReactor(reactorDeps), { orders: facts.orders, timings });
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
      allowance,
    }),
    react: async (shop, events) => {
      await react(shop, events);
      await recordRedemptions({ orders: data.shop.orders, codes: offerCodes }, shop, events);
    },
    scan: (shop) => scanFlows(reactorDeps, shop),
    ports: { flows: createFlowPort({ facts, runtime }), facts: createFactPort(facts, clock) },
    facts,
    learned: { companions: shelf, timings },
    reactor: reactorDeps,
  };
};
