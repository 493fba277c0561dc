import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlows } from '../../api/use-flows.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Empty } from '../../ui/empty.tsx';
import { EnvelopePicture } from '../../ui/envelope-picture.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { FlowCard } from './flow-card.tsx';

const Content = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useFlows();
  if (data === undefined && error !== null)
    return <LoadProblem title={t('flows.error')} error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <>
        {[1, 2, 3].map((place) => (
          <Panel key={place}>
            <Skeleton heading label={t('common.loading')} lines={6} />
          </Panel>
        ))}
      </>
    );
  if (data.flows.length === 0)
    return (
      <Panel>
        <Empty picture={<EnvelopePicture />} title={t('flows.empty')} body={t('flows.emptyBody')} />
      </Panel>
    );
  return (
    <>
      {data.flows.map((flow) => (
        <FlowCard key={flow.id} flow={flow} />
      ))}
    </>
  );
};

export const FlowsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data: shop } = useShop();
  const outbox = shop?.outboxUrl;
  return (
    <Screen
      title={t('flows.title')}
      link={outbox ? { content: t('common.openOutbox'), url: outbox } : undefined}
      also={[
        { content: t('emails.title'), url: '/flows/emails' },
        { content: t('products.title'), url: '/flows/products' },
      ]}
    >
      <OfflineNote />
      <Content />
    </Screen>
  );
};
