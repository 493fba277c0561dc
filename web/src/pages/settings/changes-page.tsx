import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ChangeKind } from '../../../../server/insights/changes/change.contract.ts';
import { useChanges } from '../../api/use-changes.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { ChoiceField } from '../../ui/choice-field.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Filters } from '../../ui/filters.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import { useChangeColumns } from './use-change-columns.tsx';
import { useSettingsBack } from './use-settings-back.ts';

const kinds: readonly ChangeKind[] = [
  'settings',
  'flow',
  'email',
  'offer',
  'product',
  'contact',
  'segment',
  'domain',
  'account',
];

interface KindProps {
  readonly kind: ChangeKind | undefined;
  readonly onKind: (kind: ChangeKind | undefined) => void;
}

const KindField = ({ kind, onKind }: KindProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <ChoiceField
      label={t('settings.changes.kind')}
      value={kind ?? ''}
      choices={[
        { value: '', label: t('settings.changes.all') },
        ...kinds.map((value) => ({ value, label: t(`settings.changes.kinds.${value}`) })),
      ]}
      onChange={(value) => {
        onKind(kinds.find((one) => one === value));
      }}
    />
  );
};

const Nothing = ({ kind, onKind }: KindProps): ReactElement => {
  const { t } = useTranslation();
  if (kind === undefined)
    return <Empty title={t('settings.changes.empty')} body={t('settings.changes.emptyBody')} />;
  return (
    <Empty
      title={t('settings.changes.emptyFiltered')}
      action={
        <Action
          label={t('settings.changes.clear')}
          onAction={() => {
            onKind(undefined);
          }}
        />
      }
    />
  );
};

const List = (props: KindProps): ReactElement => {
  const { t } = useTranslation();
  const columns = useChangeColumns();
  const { data, error, hasNextPage, isFetchingNextPage, isPlaceholderData, refetch, fetchNextPage } =
    useChanges(props.kind);
  const lines = data?.pages.flatMap(({ changes }) => changes);
  return (
    <>
      {error !== null && (
        <Inset>
          <LoadProblem title={t('settings.changes.error')} error={error} onRetry={() => void refetch()} />
        </Inset>
      )}
      {lines !== undefined && lines.length > 0 && (
        <Table
          caption={t('settings.changes.title')}
          rows={lines}
          columns={columns}
          busy={isPlaceholderData}
          rowId={({ id }) => id}
        />
      )}
      {lines?.length === 0 && <Nothing {...props} />}
      {lines === undefined && error === null && (
        <Inset>
          <Skeleton label={t('common.loading')} lines={6} />
        </Inset>
      )}
      {hasNextPage && (
        <Inset>
          <Action
            label={t('settings.log.more')}
            busy={isFetchingNextPage}
            onAction={() => void fetchNextPage()}
          />
        </Inset>
      )}
    </>
  );
};

/** Who of the staff changed what, and when. */
export const ChangesPage = (): ReactElement => {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const props: KindProps = {
    kind: kinds.find((one) => one === search.get('kind')),
    onKind: (kind) => {
      setSearch(kind === undefined ? {} : { kind }, { replace: true });
    },
  };
  return (
    <Screen
      title={t('settings.changes.title')}
      subtitle={t('settings.changes.hint')}
      back={useSettingsBack()}
    >
      <OfflineNote />
      <Panel flush>
        <Filters>
          <KindField {...props} />
        </Filters>
        <List {...props} />
      </Panel>
    </Screen>
  );
};
