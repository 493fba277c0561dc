import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMessages } from '../../api/use-messages.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Empty } from '../../ui/empty.tsx';
import { EnvelopePicture } from '../../ui/envelope-picture.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MessageFilters } from './message-filters.tsx';
import { MessagesTable } from './messages-table.tsx';
import { useMessageFilter } from './use-message-filter.ts';
import type { MessageFiltering } from './use-message-filter.ts';

const Nothing = ({ filtering }: { readonly filtering: MessageFiltering }): ReactElement => {
  const { t } = useTranslation();
  if (filtering.filtered)
    return (
      <Empty
        title={t('messages.emptyFiltered')}
        action={<Action label={t('messages.clearFilters')} onAction={filtering.clear} />}
      />
    );
  return (
    <Empty
      picture={<EnvelopePicture />}
      title={t('messages.empty')}
      body={t('messages.emptyBody')}
      action={<Action label={t('messages.emptyAction')} url="/flows" />}
    />
  );
};

const Content = ({ filtering }: { readonly filtering: MessageFiltering }): ReactElement => {
  const { t } = useTranslation();
  const list = useMessages(filtering.filter);
  const retry = (): void => void list.refetch();
  if (list.data === undefined && list.error !== null)
    return (
      <Inset>
        <LoadProblem title={t('messages.error')} error={list.error} onRetry={retry} />
      </Inset>
    );
  if (list.data === undefined)
    return (
      <Inset>
        <Skeleton label={t('common.loading')} lines={10} />
      </Inset>
    );
  const messages = list.data.pages.flatMap((page) => page.messages);
  if (messages.length === 0) return <Nothing filtering={filtering} />;
  const more = (): void => void list.fetchNextPage();
  return (
    <>
      <MessagesTable messages={messages} busy={list.isPlaceholderData} />
      {list.isFetchNextPageError && (
        <Inset>
          <LoadProblem title={t('messages.errorMore')} error={list.error} onRetry={more} />
        </Inset>
      )}
      {list.hasNextPage && !list.isFetchNextPageError && (
        <Inset>
          <Action label={t('messages.more')} onAction={more} busy={list.isFetchingNextPage} />
        </Inset>
      )}
    </>
  );
};

export const MessagesPage = (): ReactElement => {
  const { t } = useTranslation();
  const filtering = useMessageFilter();
  const { data: shop } = useShop();
  const outbox = shop?.outboxUrl;
  return (
    <Screen
      wide
      title={t('messages.title')}
      link={outbox ? { content: t('common.openOutbox'), url: outbox } : undefined}
    >
      <OfflineNote />
      <Panel flush>
        <div>
          <MessageFilters filtering={filtering} />
          <Content filtering={filtering} />
        </div>
      </Panel>
    </Screen>
  );
};
