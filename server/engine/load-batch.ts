import type { EnrollmentId } from '../lib/brand.ts';
import { EncoreError } from '../lib/errors.ts';
import { allSteps } from './cursor.ts';
import type { Enrollment } from './enrollment.ts';
import { failureCode } from './failure-code.ts';
import { plannedNow } from './planned-now.ts';
import { versionKey } from './ports.ts';
import type { FlowProgram } from './program.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { quarantine, retry } from './settlement.ts';
import type { Settlement } from './settlement.ts';
import type { FactName, Facts, StepRegistry } from './step.ts';

/** An enrollment with everything that deciding about it takes. */
export interface Loaded {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
  readonly facts: Facts;
  readonly now: Date;
}

export interface LoadedBatch {
  readonly loaded: readonly Loaded[];
  /** Those that can't be decided about: program gone or unreadable, facts missing. */
  readonly troubled: readonly Settlement[];
}

type LoadDeps = Pick<RunnerDeps, 'facts' | 'programs' | 'steps'>;

interface Prepared {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
  readonly names: ReadonlySet<FactName>;
}

/** Frozen programs always need the same. */
const knownNeeds = new WeakMap<FlowProgram, ReadonlySet<FactName>>();

const needsOf = (program: FlowProgram, steps: StepRegistry): ReadonlySet<FactName> => {
  const known = knownNeeds.get(program);
  if (known !== undefined) return known;
  const names = allSteps(program.steps).flatMap(({ key, args }) => {
    const definition = steps.get(key);
    if (definition === undefined)
      throw new EncoreError('step_unknown', { message: `no step is called ${key}` });
    return definition.needs(args);
  });
  const needs = new Set<FactName>(['zone', ...names]);
  knownNeeds.set(program, needs);
  return needs;
};

const distinctVersions = (enrollments: readonly Enrollment[]) => [
  ...new Map(enrollments.map((enrollment) => [versionKey(enrollment), enrollment])).values(),
];

/** One load for each set of names, so a flow that reads events doesn't make every other flow read them. */
const loadFacts = async (
  prepared: readonly Prepared[],
  deps: LoadDeps,
): Promise<ReadonlyMap<EnrollmentId, Facts>> => {
  const groups = Map.groupBy(prepared, ({ names }) => [...names].toSorted().join());
  const loads = groups.values().map((group) => {
    const names = group[0]?.names ?? new Set<FactName>();
    return deps.facts.load(
      group.map(({ enrollment }) => enrollment),
      names,
    );
  });
  return new Map((await Promise.all(loads)).flatMap((facts) => [...facts]));
};

const prepare = (
  enrollment: Enrollment,
  program: FlowProgram | undefined,
  { steps, now }: { steps: StepRegistry; now: Date },
): Prepared | Settlement => {
  if (program === undefined) return quarantine(enrollment, now, 'stored_document_unreadable');
  try {
    return { enrollment, program, names: needsOf(program, steps) };
  } catch (error) {
    return retry(enrollment, now, failureCode(error));
  }
};

export const loadBatch = async (
  enrollments: readonly Enrollment[],
  deps: LoadDeps,
  now: Date,
): Promise<LoadedBatch> => {
  const programs = await deps.programs.load(distinctVersions(enrollments));
  const prepared: Prepared[] = [];
  const troubled: Settlement[] = [];
  for (const enrollment of enrollments) {
    const program = programs.get(versionKey(enrollment));
    const result = prepare(enrollment, program, { steps: deps.steps, now });
    if ('move' in result) troubled.push(result);
    else prepared.push(result);
  }
  const facts = await loadFacts(prepared, deps);
  const loaded = prepared.flatMap(({ enrollment, program }): Loaded[] => {
    const found = facts.get(enrollment.id);
    if (found !== undefined) return [{ enrollment, program, facts: found, now: plannedNow(enrollment, now) }];
    troubled.push(retry(enrollment, now, 'not_found'));
    return [];
  });
  return { loaded, troubled };
};
