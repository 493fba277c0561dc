import type { EffectExecutor } from '../../engine/effect.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import { createRunner } from '../../engine/runner.ts';
import type { Runner } from '../../engine/runner.ts';
import type { StepRegistry } from '../../engine/step.ts';
import type { ContactId, FlowId, ShopId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import type { Logger } from '../../lib/logger.ts';
import { createGateFacts } from '../../mail/gate-facts.ts';
import { createSendEmailExecutor } from '../../mail/send/send-email.executor.ts';
import { defaultSendSettings } from '../../mail/send/send-settings.ts';
import type { PersonFacts } from '../../shop/facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import type { RecordFacts } from '../../shop/record-facts.ts';
import type { Shop } from '../../shop/shop.ts';
import { createFlowPort } from '../brief.ts';
import { createCompanionSource } from '../companions/companion-source.ts';
import { createKinds } from '../create-kinds.ts';
import { createFactPort } from '../facts.ts';
import type { PlanDeps } from '../life/plan-move.ts';
import { learnAfter } from '../learning/learn-after.ts';
import { learnShop } from '../learning/learn-shop.ts';
import { createMessagePort } from '../message-port-from.ts';
import { createProgramSource } from '../program-source.ts';
import { createReactor } from '../react.ts';
import type { React } from '../react.ts';
import type { FlowRuntime, MessagePort, ReactorDeps } from '../reactor-deps.ts';
import { createSaidElsewhere } from '../said-elsewhere.ts';
import { createShopFacts } from '../shop-facts-from.ts';
import type { ShopFacts } from '../shop-facts.ts';
import { retimeWaiting } from '../timing/retime.ts';
import { scanFlows } from '../triggers/scan-flows.ts';
import { createMemorySegmentMembers } from '../triggers/segment-members.ts';
import type { Journal } from './journal-line.ts';
import { createMemoryCaps } from './memory/memory-caps.ts';
import { createMemoryCompanions } from './memory/memory-companions.ts';
import { createMemoryDecisions } from './memory/memory-decisions.ts';
import type { MemoryDecisions } from './memory/memory-decisions.ts';
import { createMemoryFlows } from './memory/memory-flows.ts';
import type { MemoryFlows } from './memory/memory-flows.ts';
import { createMemoryLedger } from './memory/memory-ledger.ts';
import type { MemoryLedger } from './memory/memory-ledger.ts';
import { createMemoryReads } from './memory/memory-reads.ts';
import { createMemoryDatedContacts, createMemorySegmentQuery } from './memory/memory-segments.ts';
import { createMemoryShop } from './memory/memory-shop.ts';
import type { MemoryShop } from './memory/memory-shop.ts';
import { createMemoryTimings } from './memory/memory-timings.ts';
import { createSimulatedActs } from './simulated-acts.ts';
import { simulatedOffers } from './simulated-offers.ts';
import { createSimulatedTransport, simulatedComposer } from './simulated-transport.ts';

export interface ReplayDeps {
  readonly steps: StepRegistry;
  readonly logger: Logger;
  /** What stands in for a flow's own program, in every version of it. */
  readonly programOf?: ((flow: FlowId) => unknown) | undefined;
}

export interface ReplayWorld {
  readonly clock: ManualClock;
  readonly shop: MemoryShop;
  readonly flows: MemoryFlows;
  readonly store: EngineStore;
  readonly ledger: MemoryLedger;
  readonly decisions: MemoryDecisions;
  readonly record: RecordFacts;
  readonly react: React;
  /** What moving people in and about flows takes. */
  readonly reactor: ReactorDeps;
  readonly runner: Runner;
  readonly messages: MessagePort;
  /** What moving people to another version asks. */
  readonly plan: PlanDeps;
  readonly shopId: ShopId;
  readonly learn: () => Promise<unknown>;
  /** The nightly look at who comes into a flow by time alone. */
  readonly scan: () => Promise<void>;
  /** The ids that people had where the journal was written. */
  readonly known: Map<string, ContactId>;
}

/** One worker, one after the other, however slow this machine is. */
const settings = { ...defaultSendSettings, lanes: 1, deadlineMs: Number.MAX_SAFE_INTEGER };

export const personKey = ({ address, customerId }: PersonFacts): string =>
  address === undefined ? `customer ${customerId ?? ''}` : `address ${address.trim().toLowerCase()}`;

const shopOf = ({ header, lines }: Journal): Shop => {
  const [first] = lines;
  const installed = first?.kind === 'shop' ? first : undefined;
  return {
    id: header.shop,
    platform: installed?.platform ?? 'shopify',
    status: 'installed',
    installedAt: installed?.at ?? header.until,
    name: '',
    url: '',
    zone: 'UTC',
    currency: '',
    locale: 'en',
    countryCode: '',
    sender: { name: '', address: '' },
    postalAddress: '',
    theme: { color: '', fontFamily: '' },
    frequencyCap: { count: 1, within: 'P1D' },
    ...installed?.settings,
  };
};

interface Stores {
  readonly clock: ManualClock;
  readonly shop: MemoryShop;
  readonly flows: MemoryFlows;
  readonly store: EngineStore;
  readonly decisions: MemoryDecisions;
  readonly ledger: MemoryLedger;
  readonly caps: ReturnType<typeof createMemoryCaps>;
}

const createStores = (journal: Journal, { programOf }: ReplayDeps, known: Map<string, ContactId>): Stores => {
  const shop = shopOf(journal);
  const clock = createManualClock(shop.installedAt);
  const ledger = createMemoryLedger(clock);
  const ended = new Set(['skipped', 'failed', 'cancelled']);
  const caps = createMemoryCaps((id) => ended.has(ledger.find(id)?.status ?? ''));
  return {
    clock,
    ledger,
    caps,
    shop: createMemoryShop(shop, { knownId: (person) => known.get(personKey(person)), onMerge: caps.merge }),
    flows: createMemoryFlows(shop.id, programOf),
    store: createMemoryEngineStore({ nowMs: () => clock.now().getTime() }),
    decisions: createMemoryDecisions(),
  };
};

const createSender = (
  journal: Journal,
  { shop, ledger, caps, store }: Stores,
  { facts, runtime, logger }: { facts: ShopFacts; runtime: FlowRuntime; logger: Logger },
): EffectExecutor =>
  createSendEmailExecutor({
    ledger: { rows: ledger, caps },
    facts: {
      people: createGateFacts(shop),
      flows: createFlowPort({ facts, runtime }),
      // A replay applies what comes before it decides: nothing is ever on its way in.
      inbox: { heldShops: async () => new Set() },
      enrollments: store,
      programs: runtime.programs,
    },
    mail: { composer: simulatedComposer, transport: createSimulatedTransport(journal) },
    offers: simulatedOffers,
    settings,
    logger,
  });

/** The product's own reactor, runner, gate and sender over a shop in memory. */
export const createReplayWorld = (journal: Journal, deps: ReplayDeps): ReplayWorld => {
  const known = new Map<string, ContactId>();
  const stores = createStores(journal, deps, known);
  const { clock, shop, flows, store, decisions, ledger, caps } = stores;
  const facts = createShopFacts(shop);
  const shelf = createMemoryCompanions();
  const timings = createMemoryTimings();
  const { steps, logger } = deps;
  const programs = createProgramSource({ versions: flows.versions, steps, logger });
  const said = createSaidElsewhere({ flows, programs, rows: ledger });
  const runtime: FlowRuntime = {
    kinds: createKinds(
      facts,
      { companions: createCompanionSource(shelf), timings, said },
      {
        query: createMemorySegmentQuery(shop.contacts, facts),
        members: createMemorySegmentMembers(),
        dated: createMemoryDatedContacts(shop.contacts),
      },
    ),
    flows,
    programs,
    steps,
  };
  const messages = createMessagePort({ messages: ledger, rows: ledger, caps });
  const factPort = createFactPort(facts, clock);
  const reactor = { facts, runtime, store, messages, decisions, clock };
  return {
    ...stores,
    known,
    messages,
    shopId: journal.header.shop,
    plan: { steps, programs: runtime.programs, facts: factPort, openMessages: async () => new Set() },
    record: createRecordFacts(shop),
    reactor,
    react: learnAfter(createReactor(reactor), { orders: facts.orders, timings }),
    scan: () => scanFlows(reactor, journal.header.shop),
    runner: createRunner({
      store,
      facts: factPort,
      programs: runtime.programs,
      steps,
      executors: [
        createSender(journal, stores, { facts, runtime, logger }),
        ...createSimulatedActs({ contacts: shop.contacts, flows, store, logger }),
      ],
      decisions,
      clock,
      logger,
    }),
    learn: async () => {
      const past = { orders: facts.orders, products: facts.products, timings, companions: shelf, clock };
      await learnShop(past, journal.header.shop);
      await retimeWaiting(
        { ...reactor, reads: createMemoryReads({ decisions, store }) },
        journal.header.shop,
      );
    },
  };
};
