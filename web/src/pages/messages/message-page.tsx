import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { codeOf } from '../../api/api-error.ts';
import { useMessage } from '../../api/use-messages.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SideBySide } from '../../ui/side-by-side.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stack } from '../../ui/stack.tsx';
import { contactName } from './contact-name.ts';
import { EventsPanel } from './events-panel.tsx';
import { GateAnswers } from './gate-answers.tsx';
import { MessageFacts } from './message-facts.tsx';
import { MessageStatusPill } from './message-status-pill.tsx';
import { OrdersPanel } from './orders-panel.tsx';
import { SentMailPanel } from './sent-mail-panel.tsx';

const Content = ({ id }: { readonly id: string }): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useMessage(id);
  if (data)
    return (
      <SideBySide>
        <Stack gap="400">
          <Panel title={t('messages.summary')}>
            <MessageFacts message={data} />
          </Panel>
          <EventsPanel message={data} />
          <OrdersPanel message={data} />
          {data.status === 'accepted' && <SentMailPanel key={id} id={id} />}
        </Stack>
        <Panel title={t('messages.why')} hint={t('messages.whyHint')}>
          <GateAnswers answers={data.gate} />
        </Panel>
      </SideBySide>
    );
  if (error && codeOf(error) === 'not_found')
    return (
      <Panel>
        <Empty
          title={t('messages.missing')}
          action={<Action label={t('messages.title')} url="/messages" />}
        />
      </Panel>
    );
  if (error)
    return <LoadProblem title={t('messages.errorOne')} error={error} onRetry={() => void refetch()} />;
  return (
    <Panel>
      <Skeleton heading label={t('common.loading')} lines={8} />
    </Panel>
  );
};

export const MessagePage = (): ReactElement => {
  const { t } = useTranslation();
  const { message: id = '' } = useParams();
  const { data } = useMessage(id);
  const { data: shop } = useShop();
  const outbox = data?.status === 'accepted' ? shop?.outboxUrl : null;
  const name = data && contactName(data.contact, t('messages.erased'));
  return (
    <Screen
      title={name === undefined ? t('messages.summary') : t('messages.detailTitle', { name })}
      badge={data && <MessageStatusPill status={data.status} />}
      back={{ content: t('messages.title'), url: '/messages' }}
      link={outbox ? { content: t('common.openOutbox'), url: outbox } : undefined}
    >
      <OfflineNote />
      <Content id={id} />
    </Screen>
  );
};
