import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OnboardingView } from '../../../../../server/shop/onboarding.contract.ts';
import { useAnswerOnboarding } from '../../../api/use-home.ts';
import { useSettings } from '../../../api/use-settings.ts';
import { LoadProblem } from '../../../app/load-problem.tsx';
import { Action } from '../../../ui/action.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Rows } from '../../../ui/rows.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { StepHead } from './step-head.tsx';
import { FlowStep } from './flow-step.tsx';
import { LookStep } from './look-step.tsx';
import { SenderStep } from './sender-step.tsx';

type Step = OnboardingView['steps'][number]['step'];

interface Answering {
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

const Body = ({
  step,
  firstFlow,
  onDone,
  onSkip,
}: Answering & { readonly step: Step; readonly firstFlow: OnboardingView['firstFlow'] }): ReactElement => {
  const { t } = useTranslation();
  const { data: settings, error, refetch } = useSettings();
  if (settings === undefined && error !== null)
    return <LoadProblem title={t('settings.error')} error={error} onRetry={() => void refetch()} />;
  if (settings === undefined) return <Skeleton label={t('common.loading')} lines={6} />;
  switch (step) {
    case 'sender':
      return <SenderStep settings={settings} onDone={onDone} onSkip={onSkip} />;
    case 'look':
      return <LookStep settings={settings} onDone={onDone} onSkip={onSkip} />;
    case 'flow':
      return <FlowStep firstFlow={firstFlow} onSkip={onSkip} />;
  }
};

/** Three steps from install to the first live flow; the next one stands open with its answer filled in. */
export const OnboardingPanel = ({ onboarding }: { readonly onboarding: OnboardingView }): ReactElement => {
  const { t } = useTranslation();
  const { mutate, error } = useAnswerOnboarding();
  const { steps, firstFlow } = onboarding;
  const next = steps.find(({ state }) => state === 'open')?.step;
  const say = (step: Step, answer: 'confirmed' | 'skipped') => (): void => {
    mutate({ step, answer });
  };
  return (
    <Panel
      title={t('home.onboarding.title')}
      hint={t('home.onboarding.progress', {
        count: steps.filter(({ state }) => state === 'done').length,
        total: steps.length,
      })}
      aside={
        <Action
          plain
          label={t('home.onboarding.dismiss')}
          onAction={() => {
            mutate('dismiss');
          }}
        />
      }
    >
      {error !== null && <Notice tone="critical">{t('home.onboarding.failed')}</Notice>}
      <Rows
        rows={steps.map(({ step, state }) => ({
          id: step,
          content: (
            <div className="enc-grow">
              <Stack>
                <StepHead step={step} state={state} current={step === next} />
                {step === next && (
                  <Body
                    step={step}
                    firstFlow={firstFlow}
                    onDone={say(step, 'confirmed')}
                    onSkip={say(step, 'skipped')}
                  />
                )}
              </Stack>
            </div>
          ),
        }))}
      />
    </Panel>
  );
};
