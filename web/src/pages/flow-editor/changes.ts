import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';
import { allSteps } from './edit-program.ts';

export interface StepChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly step: StepData;
  /** As it was; only where it changed. */
  readonly before?: StepData | undefined;
}

type Setting = Exclude<keyof ProgramData, 'steps'>;

export interface Changes {
  readonly steps: readonly StepChange[];
  /** What changed of all that holds for the flow as a whole. */
  readonly settings: readonly Setting[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const settingNames = [
  'trigger',
  'filter',
  'reEntry',
  'exitOn',
  'goal',
  'holdout',
  'priority',
  'usefulFor',
] as const satisfies readonly Setting[];

/** The order of those that both have. */
const orderOf = (steps: readonly StepData[], both: ReadonlySet<string>): readonly string[] =>
  steps.map(({ id }) => id).filter((id) => both.has(id));

const movedIn = (before: readonly string[], after: readonly string[]): ReadonlySet<string> => {
  const moved = new Set<string>();
  const rest = [...before];
  for (const id of after) {
    if (rest[0] === id) rest.shift();
    else {
      moved.add(id);
      rest.splice(rest.indexOf(id), 1);
    }
  }
  return moved;
};

/** Step by step, what another program makes of one; ids tell which step is which. */
export const changesBetween = (before: ProgramData | undefined, after: ProgramData): Changes => {
  const old = allSteps(before?.steps ?? []);
  const now = allSteps(after.steps);
  const was = new Map(old.map((step) => [step.id, step]));
  const is = new Set(now.map(({ id }) => id));
  const both = new Set([...was.keys()].filter((id) => is.has(id)));
  const moved = movedIn(orderOf(old, both), orderOf(now, both));
  return {
    settings: settingNames.filter((name) => !same(before?.[name], after[name])),
    steps: [
      ...now.flatMap((step): StepChange[] => {
        const earlier = was.get(step.id);
        if (earlier === undefined) return [{ kind: 'added', step }];
        if (!same(earlier.args, step.args)) return [{ kind: 'changed', step, before: earlier }];
        return moved.has(step.id) ? [{ kind: 'moved', step }] : [];
      }),
      ...old.filter(({ id }) => !is.has(id)).map((step): StepChange => ({ kind: 'removed', step })),
    ],
  };
};
