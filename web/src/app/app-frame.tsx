import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { Outlet } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Screen } from '../ui/screen.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Panel } from '../ui/panel.tsx';
import { AppNavigation } from './app-navigation.tsx';

const Opening = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('app.name')}>
      <Panel>
        <Skeleton label={t('common.loading')} lines={5} />
      </Panel>
    </Screen>
  );
};

export const AppFrame = (): ReactElement => (
  <>
    <AppNavigation />
    <main>
      <Suspense fallback={<Opening />}>
        <Outlet />
      </Suspense>
    </main>
  </>
);
