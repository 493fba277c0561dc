import type { Step } from '../../engine/program.ts';

const mails = (steps: readonly Step[]): boolean =>
  steps.some(({ key, arms }) => key === 'send-email' || (arms ?? []).some(mails));

/**
 * Whether a step is the first mail on its way through a program: no mail stands before it, in its own list or in one
 * around it. Arms beside each other are walked by different people, so each may have its first.
 */
export const isFirstMail = (steps: readonly Step[], stepId: string): boolean => {
  for (const step of steps) {
    if (step.id === stepId) return true;
    if ((step.arms ?? []).some((arm) => isFirstMail(arm, stepId))) return true;
    if (mails([step])) return false;
  }
  return false;
};
