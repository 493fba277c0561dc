import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../ui/notice.tsx';
import { Screen } from '../ui/screen.tsx';

/** What a screen that threw, or whose files can't be fetched any more, is replaced by. */
export const RouteProblem = (): ReactElement => {
  const { t } = useTranslation();
  const reload = (): void => {
    window.location.reload();
  };
  return (
    <Screen title={t('app.name')}>
      <Notice
        tone="critical"
        title={t('state.crashed')}
        action={{ content: t('state.reload'), onAction: reload }}
      />
    </Screen>
  );
};
