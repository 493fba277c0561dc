import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { FlowView } from '../../../../server/flows/flow.contract.ts';
import { codeOf } from '../../api/api-error.ts';
import { useFlow } from '../../api/use-flows.ts';
import { LoadProblem } from '../../app/load-problem.tsx';
import { OfflineNote } from '../../app/offline-note.tsx';
import { Action } from '../../ui/action.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Row } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';
import { FlowNumbers } from './flow-numbers.tsx';
import { FlowStatusPill } from './flow-status-pill.tsx';
import { FlowSwitch } from './flow-switch.tsx';
import { FlowTrail } from './flow-trail.tsx';
import { SkipReasons } from './skip-reasons.tsx';
import { useFlowSwitch } from './use-flow-switch.ts';

const Loaded = ({ flow }: { readonly flow: FlowView }): ReactElement => {
  const { t } = useTranslation();
  const switching = useFlowSwitch(flow.title);
  return (
    <>
      {switching.problem !== undefined && <Notice tone="critical">{switching.problem}</Notice>}
      <Panel>
        <Row apart wrap={false}>
          <Words>{t(`flows.statusSentence.${flow.status}`)}</Words>
          <FlowSwitch flow={flow} switching={switching} />
        </Row>
      </Panel>
      <Panel title={t('flows.steps')}>
        <FlowTrail title={flow.title} steps={flow.steps} />
        {flow.status !== 'archived' && (
          <Row>
            <Action label={t('editor.open')} url={`/flows/${encodeURIComponent(flow.id)}/edit`} />
            <Action plain label={t('versions.open')} url={`/flows/${encodeURIComponent(flow.id)}/versions`} />
          </Row>
        )}
      </Panel>
      <Panel title={t('flows.numbers')}>
        <FlowNumbers flow={flow} />
        <Row>
          <Action
            plain
            label={t('flows.seeMessages')}
            url={`/messages?flow=${encodeURIComponent(flow.id)}`}
          />
        </Row>
      </Panel>
      {flow.skipped + flow.stopped > 0 && (
        <Panel title={t('flows.reasonsTitle')}>
          <SkipReasons flow={flow} />
        </Panel>
      )}
    </>
  );
};

const Content = ({ id }: { readonly id: string }): ReactElement => {
  const { t } = useTranslation();
  const { data, error, refetch } = useFlow(id);
  if (data) return <Loaded flow={data} />;
  if (error && codeOf(error) === 'not_found')
    return (
      <Panel>
        <Empty title={t('flows.missing')} action={<Action label={t('flows.title')} url="/flows" />} />
      </Panel>
    );
  if (error) return <LoadProblem title={t('flows.errorOne')} error={error} onRetry={() => void refetch()} />;
  return (
    <Panel>
      <Skeleton heading label={t('common.loading')} lines={6} />
    </Panel>
  );
};

export const FlowPage = (): ReactElement => {
  const { t } = useTranslation();
  const { flow: id = '' } = useParams();
  const { data } = useFlow(id);
  return (
    <Screen
      title={data?.title ?? t('flows.title')}
      subtitle={data?.summary}
      badge={data && <FlowStatusPill status={data.status} />}
      back={{ content: t('flows.title'), url: '/flows' }}
    >
      <OfflineNote />
      <Content id={id} />
    </Screen>
  );
};
