export const onboardingSteps = ['sender', 'look', 'flow'] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** `confirmed`: it is right as it is; `skipped`: not now. */
export type OnboardingAnswer = 'confirmed' | 'skipped';

/** What somebody said to a step; what was said before the last install counts no more. */
export interface Onboarding {
  readonly answers?:
    | Partial<Readonly<Record<OnboardingStep, { readonly answer: OnboardingAnswer; readonly at: Date }>>>
    | undefined;
  readonly dismissedAt?: Date | undefined;
}

export type StepState = 'open' | 'done' | 'skipped';

export interface OnboardingState {
  readonly steps: readonly { readonly step: OnboardingStep; readonly state: StepState }[];
  readonly dismissed: boolean;
}

/** A live flow is a fact, whatever anybody said: the step that asks for one is done where there is one. */
export const onboardingState = (
  {
    installedAt,
    onboarding = {},
  }: { readonly installedAt: Date; readonly onboarding?: Onboarding | undefined },
  hasLiveFlow: boolean,
): OnboardingState => {
  const stateOf = (step: OnboardingStep): StepState => {
    if (step === 'flow' && hasLiveFlow) return 'done';
    const said = onboarding.answers?.[step];
    if (said === undefined || said.at < installedAt) return 'open';
    if (said.answer === 'skipped') return 'skipped';
    return step === 'flow' ? 'open' : 'done';
  };
  const { dismissedAt } = onboarding;
  return {
    steps: onboardingSteps.map((step) => ({ step, state: stateOf(step) })),
    dismissed: dismissedAt !== undefined && dismissedAt >= installedAt,
  };
};
