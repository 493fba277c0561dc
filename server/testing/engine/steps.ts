import { z } from 'zod';
import { createStepRegistry, defineStep } from '../../engine/step.ts';
import type { Decision, StepRegistry } from '../../engine/step.ts';
import { branchStep } from '../../engine/steps/branch.step.ts';
import { exitStep } from '../../engine/steps/exit.step.ts';
import { waitStep } from '../../engine/steps/wait.step.ts';

const mailArgs = z.strictObject({ template: z.string() });

/** Stands in for mail's step: always asks for its effect. */
const fakeMailStep = defineStep<z.infer<typeof mailArgs>>({
  key: 'send-email',
  args: mailArgs,
  hasArms: false,
  needs: () => ['contact'],
  decide: (args) => ({ kind: 'perform', effect: 'send-email', args }),
});

/** A step called `odd` that says or throws what a test wants. */
export const stepsWith = (odd: () => Decision): StepRegistry => {
  const oddStep = defineStep({
    key: 'odd',
    args: z.object({}),
    hasArms: false,
    needs: () => [],
    decide: odd,
  });
  return createStepRegistry([waitStep, branchStep, exitStep, fakeMailStep, oddStep]);
};

export const testSteps: StepRegistry = stepsWith(() => ({ kind: 'next' }));
