import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OnboardingView } from '../../../../../server/shop/onboarding.contract.ts';
import { useFlow } from '../../../api/use-flows.ts';
import { useStartFlow } from '../../../api/use-start-flow.ts';
import { Action } from '../../../ui/action.tsx';
import { ConfirmAction } from '../../../ui/confirm-action.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Row, Stack } from '../../../ui/stack.tsx';
import { Words } from '../../../ui/words.tsx';
import { FlowTrail } from '../../flows/flow-trail.tsx';

interface FlowStepProps {
  readonly firstFlow: OnboardingView['firstFlow'];
  readonly onSkip: () => void;
}

const Start = ({ id, onSkip }: { readonly id: string; readonly onSkip: () => void }): ReactElement => {
  const { t } = useTranslation();
  const { data: flow } = useFlow(id);
  const { mutate, isPending, error } = useStartFlow();
  if (flow === undefined) return <Skeleton label={t('common.loading')} lines={3} />;
  const start = (): void => {
    mutate(flow, {
      onSuccess: () => {
        window.shopify.toast.show(t('flows.turnedOn', { flow: flow.title }));
      },
    });
  };
  return (
    <Stack>
      <Words strong>{flow.title}</Words>
      <Words quiet>{flow.summary}</Words>
      <FlowTrail title={flow.title} steps={flow.steps} />
      {error !== null && <Notice tone="critical">{t('flows.switchFailed', { flow: flow.title })}</Notice>}
      <Row>
        <ConfirmAction
          primary
          label={t('home.onboarding.flow.turnOn')}
          question={t('home.onboarding.flow.question')}
          yes={t('home.onboarding.flow.turnOn')}
          no={t('home.onboarding.flow.notYet')}
          busy={isPending}
          onConfirm={start}
        />
        <Action label={t('home.onboarding.flow.see')} url={`/flows/${encodeURIComponent(flow.id)}`} />
        <Action label={t('home.onboarding.skip')} onAction={onSkip} />
      </Row>
    </Stack>
  );
};

/** The flow that pays off first, ready to be switched on. */
export const FlowStep = ({ firstFlow, onSkip }: FlowStepProps): ReactElement => {
  const { t } = useTranslation();
  if (firstFlow !== null) return <Start id={firstFlow.id} onSkip={onSkip} />;
  return (
    <Row>
      <Action primary label={t('home.onboarding.flow.choose')} url="/flows/new" />
      <Action label={t('home.onboarding.skip')} onAction={onSkip} />
    </Row>
  );
};
