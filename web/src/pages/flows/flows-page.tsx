import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowFilter } from '../../api/use-flow-rows.ts';
import { useFlowRows } from '../../api/use-flow-rows.ts';
import { useShop } from '../../api/use-shop.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useLater } from '../../app/use-later.ts';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { EnvelopePicture } from '../../ui/envelope-picture.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ViewPicker } from '../../ui/view-picker.tsx';
import { Words } from '../../ui/words.tsx';
import { FlowsTable } from './flows-table.tsx';

const views = ['all', 'live', 'off', 'archived'] as const;
const everything: FlowFilter = { view: 'all', search: '' };

const Nothing = ({
  filter,
  onClear,
}: {
  readonly filter: FlowFilter;
  readonly onClear: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const filtered = filter.view !== 'all' || filter.search !== '';
  return filtered ? (
    <Empty title={t('flows.noMatch')} action={<Action label={t('flows.clear')} onAction={onClear} />} />
  ) : (
    <Empty
      picture={<EnvelopePicture />}
      title={t('flows.empty')}
      body={t('flows.emptyBody')}
      action={<Action primary label={t('flows.create')} url="/flows/new" />}
    />
  );
};

interface ContentProps {
  readonly filter: FlowFilter;
  readonly onClear: () => void;
}

const Content = ({ filter, onClear }: ContentProps): ReactElement => {
  const { t } = useTranslation();
  const list = useFlowRows(filter);
  const problem = (title: string, onRetry: () => unknown): ReactElement => (
    <Inset>
      <LoadProblem title={title} error={list.error} onRetry={() => void onRetry()} />
    </Inset>
  );
  if (list.data === undefined && list.error !== null) return problem(t('flows.error'), list.refetch);
  if (list.data === undefined)
    return (
      <Inset>
        <Skeleton label={t('common.loading')} lines={12} />
      </Inset>
    );
  const flows = list.data.pages.flatMap((page) => page.flows);
  if (flows.length === 0) return <Nothing filter={filter} onClear={onClear} />;
  return (
    <>
      <FlowsTable flows={flows} currency={list.data.pages[0]?.currency ?? ''} busy={list.isPlaceholderData} />
      {list.isFetchNextPageError && problem(t('flows.error'), list.fetchNextPage)}
      <Inset>
        <Words quiet small>
          {t('flows.figuresOf')}
        </Words>
        {list.hasNextPage && !list.isFetchNextPageError && (
          <Action
            label={t('flows.more')}
            busy={list.isFetchingNextPage}
            onAction={() => void list.fetchNextPage()}
          />
        )}
      </Inset>
    </>
  );
};

export const FlowsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { data: shop } = useShop();
  const [filter, setFilter] = useState(everything);
  const outbox = shop?.outboxUrl;
  const clear = (): void => {
    setFilter(everything);
  };
  return (
    <Screen
      wide
      title={t('flows.title')}
      primary={{ content: t('flows.create'), url: '/flows/new' }}
      link={outbox ? { content: t('common.openOutbox'), url: outbox } : undefined}
      also={[
        { content: t('emails.title'), url: '/flows/emails' },
        { content: t('products.title'), url: '/flows/products' },
      ]}
    >
      <OfflineNote />
      <Panel flush>
        <div>
          <Filters>
            <SearchField
              label={t('flows.search')}
              hint={t('flows.search')}
              value={filter.search}
              onChange={(search) => {
                setFilter({ ...filter, search });
              }}
              onClear={() => {
                setFilter({ ...filter, search: '' });
              }}
            />
            <ViewPicker
              label={t('flows.views')}
              views={views.map((id) => ({ id, label: t(`flows.view.${id}`) }))}
              chosen={filter.view}
              onChoose={(view) => {
                setFilter({ ...filter, view });
              }}
            />
          </Filters>
          <Content filter={useLater(filter)} onClear={clear} />
        </div>
      </Panel>
    </Screen>
  );
};
