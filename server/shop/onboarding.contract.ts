import { z } from 'zod';
import { onboardingSteps } from './onboarding.ts';

const stepSchema = z.enum(onboardingSteps);

export const onboardingSchema = z
  .object({
    /** In their order. `done` of the flow: some flow is live. */
    steps: z.array(z.object({ step: stepSchema, state: z.enum(['open', 'done', 'skipped']) })),
    /** Not shown any more, until the app is installed again. */
    dismissed: z.boolean(),
    /** The flow to begin with: the first that is no one's choice yet. Null once one is live, or where there is none. */
    firstFlow: z.object({ id: z.string(), rev: z.int().nonnegative() }).nullable(),
  })
  .meta({ id: 'Onboarding' });

export const onboardingAnswerSchema = z
  .strictObject({
    step: stepSchema,
    /** `confirmed`: as it is set now it is right. */
    answer: z.enum(['confirmed', 'skipped']),
  })
  .meta({ id: 'OnboardingAnswer' });

export type OnboardingView = z.infer<typeof onboardingSchema>;
export type OnboardingAnswerView = z.infer<typeof onboardingAnswerSchema>;
