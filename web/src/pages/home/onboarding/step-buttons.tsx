import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../../ui/action.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Row, Stack } from '../../../ui/stack.tsx';

interface StepButtonsProps {
  readonly saving: { readonly busy: boolean; readonly failed: boolean };
  readonly onDone: () => void;
  readonly onSkip: () => void;
}

export const StepButtons = ({ saving, onDone, onSkip }: StepButtonsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Stack>
      {saving.failed && <Notice tone="critical">{t('home.onboarding.failed')}</Notice>}
      <Row>
        <Action primary label={t('home.onboarding.looksRight')} busy={saving.busy} onAction={onDone} />
        <Action label={t('home.onboarding.skip')} onAction={onSkip} />
      </Row>
    </Stack>
  );
};
