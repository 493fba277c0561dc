import { useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import type { FlowVersionView } from '../../../../server/flows/life/flow-life.contract.ts';
import { useFlowVersions, usePublish } from '../../api/use-flow-editing.ts';
import { useFlow } from '../../api/use-flows.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { ConfirmAction } from '../../ui/confirm-action.tsx';
import { Inset } from '../../ui/inset.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { MovePanel } from './move-panel.tsx';
import { VersionProblem } from './version-problem.tsx';

interface OfFlow {
  readonly flow: FlowView;
}

interface ListProps extends OfFlow {
  readonly versions: readonly FlowVersionView[];
  readonly onCompare: (one: FlowVersionView) => void;
}

/** Going back is a new version that equals an old one: nothing is ever taken out of the past. */
const useGoBack = (flow: FlowView) => {
  const { t } = useTranslation();
  const publish = usePublish(flow.id);
  return {
    ...publish,
    goBack: ({ program }: FlowVersionView): void => {
      publish.mutate(
        { rev: flow.rev, program },
        {
          onSuccess: ({ version }) => {
            window.shopify.toast.show(t('versions.backDone', { version }), {});
          },
        },
      );
    },
  };
};

interface BackProps {
  readonly one: FlowVersionView;
  readonly busy: boolean;
  readonly goBack: (one: FlowVersionView) => void;
  readonly compare: (one: FlowVersionView) => void;
}

const Back = ({ one, busy, goBack, compare }: BackProps): ReactElement => {
  const { t } = useTranslation();
  if (one.current) return <Pill tone="success" label={t('versions.current')} />;
  return (
    <Row>
      <Action
        label={t('versions.compare')}
        onAction={() => {
          compare(one);
        }}
      />
      <ConfirmAction
        label={t('versions.back')}
        question={t('versions.backAsk', { version: one.version })}
        yes={t('versions.backYes')}
        no={t('versions.no')}
        busy={busy}
        onConfirm={() => {
          goBack(one);
        }}
      />
    </Row>
  );
};

const useColumns = (act: Omit<BackProps, 'one'>): readonly TableColumn<FlowVersionView>[] => {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'version',
      heading: t('versions.version'),
      number: true,
      cell: ({ version }) => format.number(version),
    },
    {
      id: 'made',
      heading: t('versions.made'),
      keep: true,
      cell: ({ createdAt: at }) => <Moment iso={at} short={format.moment(at)} full={format.fullMoment(at)} />,
    },
    {
      id: 'waiting',
      heading: t('versions.waiting'),
      number: true,
      cell: ({ waiting }) => format.number(waiting),
    },
    { id: 'act', heading: t('versions.state'), cell: (one) => <Back {...act} one={one} /> },
  ];
};

const List = ({ flow, versions, onCompare }: ListProps): ReactElement => {
  const { t } = useTranslation();
  const { error, isPending, goBack } = useGoBack(flow);
  const columns = useColumns({ busy: isPending, goBack, compare: onCompare });
  return (
    <>
      {error !== null && (
        <Inset>
          <VersionProblem error={error} />
        </Inset>
      )}
      <Table
        caption={t('versions.caption')}
        rows={versions}
        columns={columns}
        rowId={({ version }) => String(version)}
      />
    </>
  );
};

const Content = ({ flow }: OfFlow): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useFlowVersions(flow.id);
  const [compared, setCompared] = useState<number>();
  const one = data?.versions.find(({ version }) => version === compared);
  const live = data?.versions.find(({ current }) => current);
  if (data)
    return (
      <>
        <Panel flush>
          <List
            flow={flow}
            versions={data.versions}
            onCompare={({ version }) => {
              setCompared(version);
            }}
          />
        </Panel>
        {one !== undefined && live !== undefined && (
          <ComparePanel
            one={one}
            current={live}
            onClose={() => {
              setCompared(undefined);
            }}
          />
        )}
        <MovePanel flow={flow} />
      </>
    );
  if (error) return <LoadProblem title={t('versions.error')} error={error} onRetry={() => void refetch()} />;
  return (
    <Panel>
      <Skeleton label={t('common.loading')} lines={6} />
    </Panel>
  );
};

export const VersionsPage = (): ReactElement => {
  const { t } = useTranslation();
  const { flow: id = '' } = useParams();
  const { data: flow, error, refetch } = useFlow(id);
  return (
    <Screen
      title={t('versions.title')}
      subtitle={flow?.title}
      back={{ content: flow?.title ?? t('flows.title'), url: `/flows/${encodeURIComponent(id)}` }}
    >
      <OfflineNote />
      {flow !== undefined && <Content flow={flow} />}
      {flow === undefined && error !== null && (
        <LoadProblem title={t('flows.errorOne')} error={error} onRetry={() => void refetch()} />
      )}
      {flow === undefined && error === null && (
        <Panel>
          <Skeleton label={t('common.loading')} lines={6} />
        </Panel>
      )}
    </Screen>
  );
};
