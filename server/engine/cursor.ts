import type { FlowProgram, Step } from './program.ts';

type Steps = readonly Step[];

const listsOf = (step: Step): readonly Steps[] => step.arms ?? [];

const findIn = (steps: Steps, id: string): Step | undefined => {
  for (const step of steps) {
    if (step.id === id) return step;
    for (const arm of listsOf(step)) {
      const found = findIn(arm, id);
      if (found !== undefined) return found;
    }
  }
  return undefined;
};

export const findStep = (program: FlowProgram, id: string): Step | undefined => findIn(program.steps, id);

/** `after` is what follows the list itself: the step behind the branch it is an arm of. */
const followerIn = (steps: Steps, id: string, after: Step | undefined): Step | undefined | 'elsewhere' => {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1] ?? after;
    if (step.id === id) return next;
    for (const arm of listsOf(step)) {
      const found = followerIn(arm, id, next);
      if (found !== 'elsewhere') return found;
    }
  }
  return 'elsewhere';
};

/** Out of the last step of an arm the program goes on behind the branch; undefined at the end of the program. */
export const stepAfter = (program: FlowProgram, id: string): Step | undefined => {
  const found = followerIn(program.steps, id, undefined);
  return found === 'elsewhere' ? undefined : found;
};

/** An arm without steps goes on behind its branch at once. */
export const firstOfArm = (program: FlowProgram, branch: Step, arm: number): Step | undefined =>
  branch.arms?.[arm]?.[0] ?? stepAfter(program, branch.id);

/** Every step of a list and of the arms within, as they are read. */
export const allSteps = (steps: Steps): readonly Step[] =>
  steps.flatMap((step) => [step, ...listsOf(step).flatMap(allSteps)]);

/**
 * Whether an enrollment that stands `at` has left `step` behind. It may well stand before it while its effect is under
 * way: what is decided in one go is stored at the end. A step that the program lacks is behind everybody.
 */
export const isBehind = (program: FlowProgram, step: string, at: string): boolean => {
  const ids = allSteps(program.steps).map(({ id }) => id);
  const place = ids.indexOf(step);
  return place === -1 || ids.indexOf(at) > place;
};
