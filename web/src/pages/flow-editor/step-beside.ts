import type { StepData } from '../../../../server/flows/drafts/draft.contract.ts';

type Steps = readonly StepData[];

const firstInArms = (arms: readonly Steps[]): string | undefined =>
  arms.find((arm) => arm.length > 0)?.[0]?.id;

/** The branch whose arm a step stands in itself, and which arm. */
const armOf = (steps: Steps, id: string): { readonly branch: StepData; readonly arm: number } | undefined => {
  for (const branch of steps)
    for (const [arm, list] of (branch.arms ?? []).entries()) {
      if (list.some((step) => step.id === id)) return { branch, arm };
      const inside = armOf(list, id);
      if (inside !== undefined) return inside;
    }
  return undefined;
};

const find = (steps: Steps, id: string): StepData | undefined => {
  for (const step of steps) {
    const found = step.id === id ? step : find((step.arms ?? []).flat(), id);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * The step to the right (1): into the first arm that has one, else to the next arm; or to the left (-1): to the arm before,
 * else out to the branch. Empty arms are passed over; undefined where there is none.
 */
export const stepBeside = (steps: Steps, id: string, by: 1 | -1): string | undefined => {
  const inside = by === 1 ? firstInArms(find(steps, id)?.arms ?? []) : undefined;
  if (inside !== undefined) return inside;
  const place = armOf(steps, id);
  if (place === undefined) return undefined;
  const { branch, arm } = place;
  const arms = branch.arms ?? [];
  if (by === 1) return firstInArms(arms.slice(arm + 1));
  return firstInArms(arms.slice(0, arm).toReversed()) ?? branch.id;
};
