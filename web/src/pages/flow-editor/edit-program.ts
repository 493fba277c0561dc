import type { ProgramData, StepData } from '../../../../server/flows/drafts/draft.contract.ts';

type Steps = readonly StepData[];

export type StepKind = 'wait' | 'send-email' | 'branch' | 'act' | 'exit';

/** A list of the program and where in it: what a step is added to, moved within or taken from. */
interface Place {
  readonly list: Steps;
  readonly index: number;
}

const placeIn = (steps: Steps, id: string): Place | undefined => {
  const index = steps.findIndex((step) => step.id === id);
  if (index !== -1) return { list: steps, index };
  for (const step of steps)
    for (const arm of step.arms ?? []) {
      const found = placeIn(arm, id);
      if (found !== undefined) return found;
    }
  return undefined;
};

/** Puts another list in the place of one of the program's; every other step stays the object it was. */
const replaceList = (steps: Steps, from: Steps, to: Steps): Steps => {
  if (steps === from) return to;
  let changed = false;
  const next = steps.map((step) => {
    const arms = step.arms?.map((arm) => replaceList(arm, from, to));
    if (arms === undefined || arms.every((arm, n) => arm === step.arms?.[n])) return step;
    changed = true;
    return { ...step, arms };
  });
  return changed ? next : steps;
};

const withList = (program: ProgramData, from: Steps, to: Steps): ProgramData => ({
  ...program,
  steps: replaceList(program.steps, from, to),
});

export const findStep = (program: ProgramData, id: string): StepData | undefined => {
  const place = placeIn(program.steps, id);
  return place?.list[place.index];
};

/** Every step and the steps of its arms, as they are read. */
export const allSteps = (steps: Steps): Steps =>
  steps.flatMap((step) => [step, ...(step.arms ?? []).flatMap(allSteps)]);

/** The path under which the server names a step's faults, e.g. `steps.1.arms.0.2`. */
export const pathOf = (program: ProgramData, id: string): string | undefined => {
  const search = (steps: Steps, base: string): string | undefined => {
    for (const [index, step] of steps.entries()) {
      const here = `${base}.${index}`;
      if (step.id === id) return here;
      for (const [n, arm] of (step.arms ?? []).entries()) {
        const found = search(arm, `${here}.arms.${n}`);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return search(program.steps, 'steps');
};

const fresh: Readonly<Record<StepKind, () => Pick<StepData, 'args' | 'arms'>>> = {
  wait: () => ({ args: { for: 'P1D', from: 'previous' } }),
  'send-email': () => ({ args: { template: '' } }),
  branch: () => ({
    args: { when: { property: 'isCustomer', is: 'equals', value: true } },
    arms: [[], []],
  }),
  act: () => ({ args: { tag: '' } }),
  exit: () => ({ args: { reason: 'finished' } }),
};

const names: Readonly<Record<StepKind, string>> = {
  wait: 'wait',
  'send-email': 'email',
  branch: 'branch',
  act: 'action',
  exit: 'exit',
};

const isKind = (key: string): key is StepKind => Object.hasOwn(names, key);

/** Ids outlive versions, so one that was ever there must not come back for something else. */
const freeId = (used: ReadonlySet<string>, key: string): string => {
  const name = isKind(key) ? names[key] : key;
  for (let n = 1; ; n += 1) {
    const id = `${name}-${n}`;
    if (!used.has(id)) return id;
  }
};

const usedIn = ({ steps }: ProgramData, taken: readonly string[]): Set<string> =>
  new Set([...taken, ...allSteps(steps).map(({ id }) => id)]);

/** Where a new step goes: behind a step, or first in the program or in an arm. */
export type Spot =
  | { readonly after: string }
  | { readonly first: 'program' }
  | { readonly first: 'arm'; readonly branch: string; readonly arm: number };

const spotIn = (program: ProgramData, spot: Spot): Place | undefined => {
  if ('after' in spot) {
    const place = placeIn(program.steps, spot.after);
    return place && { list: place.list, index: place.index + 1 };
  }
  if (spot.first === 'program') return { list: program.steps, index: 0 };
  const list = findStep(program, spot.branch)?.arms?.[spot.arm];
  return list && { list, index: 0 };
};

export interface Added {
  readonly program: ProgramData;
  readonly id: string;
}

interface Adding {
  readonly spot: Spot;
  /** Ids of other versions. */
  readonly taken: readonly string[];
}

const insert = (program: ProgramData, spot: Spot, step: StepData): Added | undefined => {
  const place = spotIn(program, spot);
  if (place === undefined) return undefined;
  return { program: withList(program, place.list, place.list.toSpliced(place.index, 0, step)), id: step.id };
};

export const addStep = (
  program: ProgramData,
  { spot, kind, taken }: Adding & { readonly kind: StepKind },
): Added | undefined =>
  insert(program, spot, { id: freeId(usedIn(program, taken), kind), key: kind, ...fresh[kind]() });

/** Under ids of their own; a draw gets a name of its own, or the same people would be drawn alike in both. */
const copied = (step: StepData, used: Set<string>): StepData => {
  const id = freeId(used, step.key);
  used.add(id);
  const { experiment } = step.args;
  return {
    ...step,
    id,
    args: experiment === undefined ? step.args : { ...step.args, experiment: id },
    ...(step.arms !== undefined && { arms: step.arms.map((arm) => arm.map((one) => copied(one, used))) }),
  };
};

/** A step with everything in it, once more. */
export const addCopy = (
  program: ProgramData,
  { spot, step, taken }: Adding & { readonly step: StepData },
): Added | undefined => insert(program, spot, copied(step, usedIn(program, taken)));

export const removeStep = (program: ProgramData, id: string): ProgramData => {
  const place = placeIn(program.steps, id);
  return place === undefined ? program : withList(program, place.list, place.list.toSpliced(place.index, 1));
};

/** Within its own list; at either end nothing happens. */
export const moveStep = (program: ProgramData, id: string, by: -1 | 1): ProgramData => {
  const place = placeIn(program.steps, id);
  const step = place?.list[place.index];
  if (place === undefined || step === undefined) return program;
  const to = place.index + by;
  if (to < 0 || to >= place.list.length) return program;
  return withList(program, place.list, place.list.toSpliced(place.index, 1).toSpliced(to, 0, step));
};

export const changeStep = (
  program: ProgramData,
  id: string,
  change: Partial<Pick<StepData, 'args' | 'arms'>>,
): ProgramData => {
  const place = placeIn(program.steps, id);
  const step = place?.list[place.index];
  if (place === undefined || step === undefined) return program;
  return withList(program, place.list, place.list.with(place.index, { ...step, ...change }));
};

/** Whether it has one before or behind it in its own list. */
export const neighboursOf = (
  program: ProgramData,
  id: string,
): { readonly before: boolean; readonly behind: boolean; readonly position: number; readonly of: number } => {
  const place = placeIn(program.steps, id);
  if (place === undefined) return { before: false, behind: false, position: 0, of: 0 };
  const { list, index } = place;
  return { before: index > 0, behind: index < list.length - 1, position: index + 1, of: list.length };
};
