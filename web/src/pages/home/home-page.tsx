import { lazy, Suspense } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttention, useFigures, useOnboarding, useReturning } from '../../api/use-home.ts';
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
import { AttentionPanel } from './attention-panel.tsx';
import { BackfillPanel } from './backfill-panel.tsx';
import { ComingUpPanel } from './coming-up-panel.tsx';
import { FiguresPanel } from './figures-panel.tsx';
import { FlowFiguresPanel } from './flow-figures-panel.tsx';
import { ReturningPanel } from './returning-panel.tsx';
import { StorefrontPanel } from './storefront-panel.tsx';

// Most days nobody sets anything up.
const OnboardingPanel = lazy(async () => ({
  default: (await import('./onboarding/onboarding-panel.tsx')).OnboardingPanel,
}));

const LoadingPanel = ({ title, lines }: { readonly title: string; readonly lines: number }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Panel title={title}>
      <Skeleton label={t('common.loading')} lines={lines} />
    </Panel>
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

interface Asked<View> {
  readonly data: View | undefined;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
}

interface PartProps<View> {
  readonly asked: Asked<View>;
  readonly title: string;
  readonly lines: number;
  readonly children: (view: View) => ReactElement;
}

/** Each part loads and fails by itself: the rest works. */
const Part = <View,>({ asked, title, lines, children }: PartProps<View>): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = asked;
  if (data !== undefined) return children(data);
  if (error === null) return <LoadingPanel title={title} lines={lines} />;
  return <LoadProblem title={t('home.error')} error={error} onRetry={() => void refetch()} />;
};

const Onboarding = (): ReactElement | null => {
  const { t } = useTranslation();
  const { data } = useOnboarding();
  if (data === undefined || data.dismissed || data.steps.every(({ state }) => state !== 'open')) return null;
  return (
    <Suspense fallback={<LoadingPanel title={t('home.onboarding.title')} lines={6} />}>
      <OnboardingPanel onboarding={data} />
    </Suspense>
  );
};

const Content = (): ReactElement => {
  const { t } = useTranslation();
  const overview = useOverview();
  const figures = useFigures();
  const attention = useAttention();
  const returning = useReturning();
  const { data: shop } = useShop();
  return (
    <>
      <Onboarding />
      {overview.data?.backfill && <BackfillPanel backfill={overview.data.backfill} />}
      <Part asked={figures} title={t('home.figures', { count: 30 })} lines={4}>
        {(view) => <FiguresPanel figures={view} />}
      </Part>
      <Part asked={attention} title={t('home.attentionTitle')} lines={2}>
        {({ items }) => <AttentionPanel items={items} />}
      </Part>
      {figures.data !== undefined && <FlowFiguresPanel figures={figures.data} />}
      <Part asked={overview} title={t('home.comingUp')} lines={4}>
        {(view) => (
          <>
            <ComingUpPanel {...view} />
            <SideBySide>
              <StorefrontPanel lastVisitAt={view.lastVisitAt} />
              {shop?.outboxUrl && <OutboxPanel url={shop.outboxUrl} />}
            </SideBySide>
          </>
        )}
      </Part>
      <Part asked={returning} title={t('home.returning.title')} lines={6}>
        {({ months }) => <ReturningPanel months={months} />}
      </Part>
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
