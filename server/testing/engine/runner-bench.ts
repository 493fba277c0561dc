import type { DecisionLog, DecisionRecord } from '../../engine/decision.ts';
import type { EffectExecutor, EffectOutcome, EffectRequest } from '../../engine/effect.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import { createMemoryEngineStore } from '../../engine/memory-engine-store.ts';
import type { FactPort, ProgramPort } from '../../engine/ports.ts';
import { versionKey } from '../../engine/ports.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { createRunner } from '../../engine/runner.ts';
import type { Runner } from '../../engine/runner.ts';
import type { RunnerDeps } from '../../engine/runner-deps.ts';
import type { EnrollmentId } from '../../lib/brand.ts';
import { createManualClock } from '../../lib/clock.ts';
import type { ManualClock } from '../../lib/clock.ts';
import { silentLogger } from '../../lib/logger.ts';
import { noon } from './enrollments.ts';
import { testSteps } from './steps.ts';

/** Says what becomes of a request; what it throws, the executor throws. */
export type Script = (request: EffectRequest) => EffectOutcome | undefined;

export interface FakeExecutor extends EffectExecutor {
  readonly performed: EffectRequest[];
  /** What the runner said had matched, one entry a settling. */
  readonly matched: ReadonlySet<EnrollmentId>[];
  script: Script;
}

/** Settles everything at once; requests without an outcome are left unsettled. */
export const createFakeExecutor = (script: Script = () => ({ kind: 'advance' })): FakeExecutor => {
  const fake: FakeExecutor = {
    effect: 'send-email',
    performed: [],
    matched: [],
    script,
    perform: async (requests, _context, settle) => {
      fake.performed.push(...requests);
      const outcomes = requests.flatMap((request): [EnrollmentId, EffectOutcome][] => {
        const outcome = fake.script(request);
        return outcome === undefined ? [] : [[request.enrollment.id, outcome]];
      });
      fake.matched.push(await settle(new Map(outcomes)));
    },
  };
  return fake;
};

export interface MemoryDecisionLog extends DecisionLog {
  readonly records: DecisionRecord[];
  /** `kind step reason`, in the order they were recorded. */
  lines(): readonly string[];
}

const createMemoryDecisionLog = (): MemoryDecisionLog => {
  const records: DecisionRecord[] = [];
  return {
    records,
    record: async (decisions) => {
      records.push(...decisions);
    },
    lines: () =>
      records.map(({ kind, step, reason }) => [kind, step, reason].filter((word) => word !== '').join(' ')),
  };
};

const fixedFacts = (contact: Record<string, string | number> = {}): FactPort => ({
  load: async (enrollments) =>
    new Map(enrollments.map(({ id }) => [id, { zone: 'UTC', contact, events: [] }])),
});

const fixedProgram = (program: FlowProgram): ProgramPort => ({
  load: async (versions) => new Map(versions.map((version) => [versionKey(version), program])),
});

export interface RunnerBench {
  readonly runner: Runner;
  readonly store: EngineStore;
  readonly clock: ManualClock;
  readonly executor: FakeExecutor;
  readonly decisions: MemoryDecisionLog;
  /** Turns until a turn moves nothing. */
  settle(): Promise<void>;
}

/** A runner over the store in memory at noon, with one program for whoever is enrolled. */
export const createRunnerBench = (program: FlowProgram, overrides: Partial<RunnerDeps> = {}): RunnerBench => {
  const clock = createManualClock(noon);
  const store = overrides.store ?? createMemoryEngineStore();
  const executor = createFakeExecutor();
  const decisions = createMemoryDecisionLog();
  const runner = createRunner({
    store,
    clock,
    decisions,
    executors: [executor],
    facts: fixedFacts(),
    programs: fixedProgram(program),
    steps: testSteps,
    logger: silentLogger,
    ...overrides,
  });
  const settle = async (): Promise<void> => {
    const { moved } = await runner.turnOnce(new AbortController().signal);
    if (moved > 0) await settle();
  };
  return { runner, store, clock, executor, decisions, settle };
};
