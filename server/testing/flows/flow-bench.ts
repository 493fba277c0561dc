import { asFlowId } from '../../lib/brand.ts';
import type { ContactId, EnrollmentId, FlowId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import type { DecisionRecord } from '../../engine/decision.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import { versionKey } from '../../engine/ports.ts';
import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { createStepRegistry } from '../../engine/step.ts';
import { actStep } from '../../engine/steps/act.step.ts';
import { branchStep } from '../../engine/steps/branch.step.ts';
import { exitStep } from '../../engine/steps/exit.step.ts';
import { waitStep } from '../../engine/steps/wait.step.ts';
import { createKinds } from '../../flows/create-kinds.ts';
import type { CompanionSource } from '../../flows/companions/companion-source.ts';
import { createCompanionSource } from '../../flows/companions/companion-source.ts';
import type { FlowKinds } from '../../flows/flow-kind.ts';
import type { Flow, FlowStatus } from '../../flows/flow.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import { createMemoryTimings } from '../../flows/simulation/memory/memory-timings.ts';
import type { MemoryTimings } from '../../flows/simulation/memory/memory-timings.ts';
import { createPastLearner } from '../../flows/learning/learn-past.ts';
import { createReactor } from '../../flows/react.ts';
import type { React } from '../../flows/react.ts';
import type { FlowRuntime, ReactorDeps } from '../../flows/reactor-deps.ts';
import { sendEmailStep } from '../../mail/send/send-email.step.ts';
import { ada, day, minute, shopId } from './builders.ts';
import { createMemoryShop } from './memory-shop.ts';
import type { MemoryShop } from './memory-shop.ts';
import { createMemorySources } from './memory-sources.ts';

export const steps = createStepRegistry([waitStep, branchStep, exitStep, actStep, sendEmailStep]);

/** The presets over a shop in memory, with everything a test looks at. */
export interface FlowBench {
  readonly memory: MemoryShop;
  readonly timings: MemoryTimings;
  readonly clock: ManualClock;
  readonly store: EngineStore;
  readonly kinds: FlowKinds;
  readonly runtime: FlowRuntime;
  readonly deps: ReactorDeps;
  readonly react: React;
  readonly decisions: DecisionRecord[];
  /** Enrollments whose scheduled rows were cancelled. */
  readonly cancelled: EnrollmentId[];
  /** Enrollments that have a message row. */
  readonly mailed: Set<EnrollmentId>;
  setStatus(status: FlowStatus): void;
  /** A flow of the shop's own beside the presets. */
  addFlow(id: string, program: FlowProgram, changes?: Partial<Flow>): FlowId;
  waiting(contact?: ContactId): Promise<readonly Enrollment[]>;
  /** Records facts as an applier does, then reacts to them. */
  hear(...events: readonly StoreEvent[]): Promise<void>;
  /** `kind reason` of everything decided in the flow, oldest first. */
  story(flow: FlowId): readonly string[];
}

const flowOf = (key: string, status: FlowStatus, kind = key): Flow => ({
  shop: shopId,
  id: asFlowId(key),
  kind,
  title: key,
  status,
  version: 1,
  rev: 0,
  createdAt: day(-200),
  updatedAt: day(-200),
});

const parsed = new WeakMap<FlowProgram, FlowProgram>();

const parseOnce = (program: FlowProgram): FlowProgram => {
  const known = parsed.get(program) ?? parseProgram(program, steps);
  parsed.set(program, known);
  return known;
};

interface OwnFlow {
  readonly program: FlowProgram;
  readonly changes: Partial<Flow>;
}

const createRuntime = (
  kinds: FlowKinds,
  status: () => FlowStatus,
  own: ReadonlyMap<string, OwnFlow>,
): FlowRuntime => ({
  kinds,
  steps,
  flows: {
    list: async () => [
      ...[...kinds.values()]
        .filter(({ standard }) => standard === true)
        .map(({ key }) => flowOf(key, status())),
      ...[...own].map(([id, { program, changes }]) => ({
        ...flowOf(id, status(), program.trigger.kind),
        ...changes,
      })),
    ],
  },
  programs: {
    load: async (versions) =>
      new Map(
        versions.flatMap((version) => {
          const program = own.get(version.flow)?.program ?? kinds.get(version.flow)?.preset.program;
          return program === undefined ? [] : [[versionKey(version), parseOnce(program)] as const];
        }),
      ),
  },
});

/** Counted when asked. */
const countingCompanions = (memory: MemoryShop): CompanionSource =>
  createCompanionSource({
    find: async (shop, ids) => {
      const learner = createPastLearner();
      for await (const lines of memory.facts.orders.purchases(shop)) learner.add(lines);
      const { companionsOf } = learner.learn({
        asOf: day(365),
        traitsOf: (id) => ({ type: memory.products.get(id)?.productType }),
      });
      return ids.flatMap((productId) => {
        const learned = companionsOf.get(productId);
        return learned === undefined
          ? []
          : [{ productId, ...learned, choice: { pins: [], bans: [] }, rev: 0 }];
      });
    },
  });

export const createFlowBench = (): FlowBench => {
  const memory = createMemoryShop();
  const clock = createManualClock(minute(0));
  const store = createMemoryEngineStore({ nowMs: () => clock.now().getTime() });
  const timings = createMemoryTimings();
  const kinds = createKinds(
    memory.facts,
    { companions: countingCompanions(memory), timings },
    createMemorySources(memory),
  );
  let status: FlowStatus = 'live';
  const own = new Map<string, OwnFlow>();
  const runtime = createRuntime(kinds, () => status, own);
  const decisions: DecisionRecord[] = [];
  const cancelled: EnrollmentId[] = [];
  const mailed = new Set<EnrollmentId>();
  const deps: ReactorDeps = {
    facts: memory.facts,
    runtime,
    store,
    clock,
    messages: {
      cancelScheduled: async (_shop, ids) => void cancelled.push(...ids),
      hasMessage: async ({ id }) => mailed.has(id),
    },
    decisions: { record: async (records) => void decisions.push(...records) },
  };
  const react = createReactor(deps);
  return {
    memory,
    timings,
    clock,
    store,
    kinds,
    runtime,
    deps,
    decisions,
    cancelled,
    mailed,
    react,
    setStatus: (to) => {
      status = to;
    },
    addFlow: (id, program, changes = {}) => {
      own.set(id, { program, changes });
      return asFlowId(id);
    },
    hear: async (...events) => {
      for (const event of events)
        if (memory.events.every(({ id }) => id !== event.id)) memory.events.push(event);
      await react(shopId, events);
    },
    story: (flow) =>
      decisions.filter((one) => one.flow === flow).map(({ kind, reason }) => `${kind} ${reason}`),
    waiting: (contact = ada) => store.findWaitingOfContacts(shopId, [contact]),
  };
};
