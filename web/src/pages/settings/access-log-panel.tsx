import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessView } from '../../../../server/insights/privacy/privacy.contract.ts';
import { useAccessLog } from '../../api/use-privacy.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

const screens: Readonly<Record<string, string>> = { readMessage: '/messages', readContact: '/contacts' };

const About = ({ action, about }: AccessView): ReactElement | null => {
  const screen = screens[action];
  if (about === null) return null;
  return screen === undefined ? (
    <Words inline quiet>
      {about}
    </Words>
  ) : (
    <TextLink url={`${screen}/${encodeURIComponent(about)}`}>{about}</TextLink>
  );
};

const useColumns = (): readonly TableColumn<AccessView>[] => {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const inWords = (action: string): string => {
    const key = `settings.log.action.${action}`;
    return i18n.exists(key) ? t(key) : action;
  };
  return [
    {
      id: 'when',
      heading: t('settings.log.when'),
      keep: true,
      cell: ({ at }) => <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
    { id: 'who', heading: t('settings.log.who'), named: true, cell: ({ user }) => user },
    { id: 'what', heading: t('settings.log.what'), cell: ({ action }) => inWords(action) },
    { id: 'about', heading: t('settings.log.about'), named: true, cell: (line) => <About {...line} /> },
  ];
};

/** Who of the staff looked at or took whose data. */
export const AccessLogPanel = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, hasNextPage, isFetchingNextPage, refetch, fetchNextPage } = useAccessLog();
  const columns = useColumns();
  const lines = data?.pages.flatMap(({ accesses }) => accesses);
  return (
    <Panel title={t('settings.log.title')} hint={t('settings.log.hint')}>
      {lines !== undefined && lines.length > 0 && (
        <Table caption={t('settings.log.title')} rows={lines} columns={columns} rowId={({ id }) => id} />
      )}
      {lines?.length === 0 && <Words quiet>{t('settings.log.empty')}</Words>}
      {error !== null && (
        <LoadProblem title={t('settings.log.error')} error={error} onRetry={() => void refetch()} />
      )}
      {lines === undefined && error === null && <Skeleton label={t('common.loading')} lines={5} />}
      {hasNextPage && (
        <div>
          <Action
            label={t('settings.log.more')}
            busy={isFetchingNextPage}
            onAction={() => void fetchNextPage()}
          />
        </div>
      )}
    </Panel>
  );
};
