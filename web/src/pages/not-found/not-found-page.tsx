import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';

export const NotFoundPage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('notFound.title')}>
      <Panel>
        <Empty title={t('notFound.body')} action={<Action label={t('notFound.action')} url="/" />} />
      </Panel>
    </Screen>
  );
};
