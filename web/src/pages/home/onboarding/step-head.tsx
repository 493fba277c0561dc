import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OnboardingView } from '../../../../../server/shop/onboarding.contract.ts';
import { useAnswerOnboarding } from '../../../api/use-home.ts';
import { Action } from '../../../ui/action.tsx';
import { Pill } from '../../../ui/pill.tsx';
import type { PillTone } from '../../../ui/pill.tsx';
import { Row } from '../../../ui/stack.tsx';
import { Words } from '../../../ui/words.tsx';

type StepProps = OnboardingView['steps'][number] & { readonly current: boolean };

const tones: Readonly<Record<StepProps['state'], PillTone>> = {
  open: 'neutral',
  done: 'success',
  skipped: 'neutral',
};

const pages = { sender: '/settings/sender', look: '/settings/look', flow: '/flows' } as const;

/** One line: which step, how it stands, and the way back to it. */
export const StepHead = ({ step, state, current }: StepProps): ReactElement => {
  const { t } = useTranslation();
  const { mutate } = useAnswerOnboarding();
  const name = t(`home.onboarding.${step}.name`);
  return (
    <Row apart>
      <Words inline strong={current} quiet={!current}>
        {name}
      </Words>
      <Row>
        {state === 'skipped' && step !== 'flow' && (
          <Action
            plain
            label={t('home.onboarding.confirm', { step: name })}
            onAction={() => {
              mutate({ step, answer: 'confirmed' });
            }}
          />
        )}
        {state !== 'open' && (
          <Action plain label={t('home.onboarding.edit', { step: name })} url={pages[step]} />
        )}
        <Pill tone={tones[state]} label={t(`home.onboarding.state.${state}`)} />
      </Row>
    </Row>
  );
};
