import type { ProgramData } from '../../../../server/flows/drafts/draft.contract.ts';
import { allSteps, pathOf } from './edit-program.ts';

export interface StepProblem {
  readonly step: string;
  readonly sentence: string;
}

export interface StepProblems {
  /** The sentences about one step and nothing inside it. */
  of(id: string): readonly string[];
  /** Those about one of its arguments, e.g. `for`. */
  at(id: string, argument: string): string | undefined;
  /** All that are at a step, as they are read. */
  readonly atSteps: readonly StepProblem[];
  /** Those about the flow as a whole. */
  readonly whole: readonly string[];
}

interface Owned extends StepProblem {
  /** Below the step, e.g. `args.for`. */
  readonly below: string;
}

const storeOf = (owned: readonly Owned[], whole: readonly string[]): StepProblems => {
  const byStep = Map.groupBy(owned, ({ step }) => step);
  return {
    of: (id) => (byStep.get(id) ?? []).map(({ sentence }) => sentence),
    at: (id, argument) => byStep.get(id)?.find(({ below }) => below === `args.${argument}`)?.sentence,
    atSteps: owned,
    whole,
  };
};

/** The server names paths; people look for steps. Those of steps in `hidden` are left out. */
export const problemsOf = (
  program: ProgramData,
  fields: Readonly<Record<string, string>>,
  hidden: ReadonlySet<string> = new Set(),
): StepProblems => {
  const entries = Object.entries(fields);
  if (entries.length === 0) return storeOf([], []);
  const steps = allSteps(program.steps).map(({ id }) => ({ id, path: pathOf(program, id) ?? id }));
  /** The step whose path is the longest beginning of the fault's. */
  const ownerOf = (path: string) =>
    steps
      .filter((step) => path === step.path || path.startsWith(`${step.path}.`))
      .toSorted((a, b) => b.path.length - a.path.length)[0];
  const found = entries.map(([path, sentence]) => ({ path, sentence, owner: ownerOf(path) }));
  const owned = steps
    .filter(({ id }) => !hidden.has(id))
    .flatMap(({ id, path: own }) =>
      found
        .filter(({ owner }) => owner?.id === id)
        .map(({ path, sentence }) => ({ step: id, sentence, below: path.slice(own.length + 1) })),
    );
  return storeOf(
    owned,
    found.filter(({ owner }) => owner === undefined).map(({ sentence }) => sentence),
  );
};
