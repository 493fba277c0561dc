import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataRequestView } from '../../../../server/insights/privacy/privacy.contract.ts';
import { useDataRequests, useDownload } from '../../api/use-privacy.ts';
import { handOver } from '../../app/hand-over.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { Words } from '../../ui/words.tsx';

interface DownloadProps {
  readonly busy: boolean;
  readonly download: (request: string) => void;
}

const Answer = ({ one, busy, download }: DownloadProps & { readonly one: DataRequestView }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  if (one.downloadUntil === null)
    return (
      <Words inline quiet>
        {t(one.state === 'open' ? 'settings.requests.gathering' : 'settings.requests.gone')}
      </Words>
    );
  return (
    <Action
      label={t('settings.requests.download', { time: format.day(one.downloadUntil) })}
      busy={busy}
      onAction={() => {
        download(one.id);
      }}
    />
  );
};

const useColumns = (act: DownloadProps): readonly TableColumn<DataRequestView>[] => {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'asked',
      heading: t('settings.requests.asked'),
      keep: true,
      cell: ({ askedAt: at }) => <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
    {
      id: 'by',
      heading: t('settings.requests.by'),
      cell: ({ source }) => t(`settings.requests.source.${source}`),
    },
    { id: 'answer', heading: t('settings.requests.answer'), cell: (one) => <Answer {...act} one={one} /> },
  ];
};

const List = ({ requests }: { readonly requests: readonly DataRequestView[] }): ReactElement => {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useDownload();
  const columns = useColumns({
    busy: isPending,
    download: (request) => {
      mutate(request, {
        onSuccess: (content) => {
          handOver(`encore-${request}.json`, content);
        },
      });
    },
  });
  return (
    <>
      {error !== null && (
        <Inset>
          <Notice tone="critical" title={t('settings.requests.failed')} />
        </Inset>
      )}
      <Table
        caption={t('settings.requests.title')}
        rows={requests}
        columns={columns}
        rowId={({ id }) => id}
      />
    </>
  );
};

/** Who asked for their data, and the answers that can still be fetched. */
export const RequestsPanel = (): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useDataRequests();
  return (
    <Panel title={t('settings.requests.title')} hint={t('settings.requests.hint')}>
      {data && data.requests.length > 0 && <List requests={data.requests} />}
      {data?.requests.length === 0 && <Words quiet>{t('settings.requests.empty')}</Words>}
      {!data && error && (
        <LoadProblem title={t('settings.requests.error')} error={error} onRetry={() => void refetch()} />
      )}
      {!data && !error && <Skeleton label={t('common.loading')} lines={3} />}
    </Panel>
  );
};
