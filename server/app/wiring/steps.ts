import { actStep } from '../../engine/steps/act.step.ts';
import { branchStep } from '../../engine/steps/branch.step.ts';
import { exitStep } from '../../engine/steps/exit.step.ts';
import { waitStep } from '../../engine/steps/wait.step.ts';
import { createStepRegistry } from '../../engine/step.ts';
import { sendEmailStep } from '../../mail/send/send-email.step.ts';

/** Every step a program may have. */
export const steps = createStepRegistry([waitStep, branchStep, exitStep, actStep, sendEmailStep]);
