import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../../api/use-overview.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row } from '../../ui/stack.tsx';
import { BackfillPanel } from './backfill-panel.tsx';
import { ComingUpPanel } from './coming-up-panel.tsx';
import { FlowsPanel } from './flows-panel.tsx';
import { WeekPanel } from './week-panel.tsx';

const Loading = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <Panel title={t('home.week')}>
        <Skeleton label={t('common.loading')} lines={3} />
      </Panel>
      <SideBySide>
        <Panel title={t('home.flows')}>
          <Skeleton label={t('common.loading')} lines={5} />
        </Panel>
        <Panel title={t('home.comingUp')}>
          <Skeleton label={t('common.loading')} lines={5} />
        </Panel>
      </SideBySide>
    </>
  );
};

const OutboxPanel = ({ url }: { readonly url: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={t('home.outbox')} hint={t('home.outboxBody')}>
      <Row>
        <Action label={t('common.openOutbox')} url={url} />
      </Row>
    </Panel>
  );
};

const Content = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useOverview();
  const { data: shop } = useShop();
  if (data === undefined && error !== null)
    return <LoadProblem title={t('home.error')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  return (
    <>
      <WeekPanel week={data.week} />
      <SideBySide>
        <FlowsPanel flows={data.flows} />
        <ComingUpPanel flows={data.flows} dueNextDay={data.dueNextDay} />
      </SideBySide>
      {data.backfill && <BackfillPanel backfill={data.backfill} />}
      {shop?.outboxUrl && <OutboxPanel url={shop.outboxUrl} />}
    </>
  );
};

export const HomePage = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <Screen title={t('home.title')}>
      <OfflineNote />
      <Content />
    </Screen>
  );
};
