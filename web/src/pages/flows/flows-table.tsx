import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowRowView } from '../../../../server/insights/figures/flow-rows.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { FlowStatusPill } from './flow-status-pill.tsx';
import { FlowSwitch } from './flow-switch.tsx';
import { useFlowSwitch } from './use-flow-switch.ts';

const mostShown = 10_000;

const Name = ({ flow }: { readonly flow: FlowRowView }): ReactElement => (
  <Stack gap="100">
    <TextLink primary url={`/flows/${encodeURIComponent(flow.id)}`}>
      {flow.title}
    </TextLink>
    <Words quiet small>
      {flow.summary}
    </Words>
  </Stack>
);

const Status = ({ flow }: { readonly flow: FlowRowView }): ReactElement => {
  const switching = useFlowSwitch(flow.title);
  return (
    <Stack gap="100">
      <Row wrap={false}>
        <FlowSwitch flow={flow} switching={switching} />
        <FlowStatusPill status={flow.status} />
      </Row>
      {switching.problem !== undefined && <Notice tone="critical">{switching.problem}</Notice>}
    </Stack>
  );
};

interface FlowsTableProps {
  readonly flows: readonly FlowRowView[];
  readonly currency: string;
  readonly busy: boolean;
}

export const FlowsTable = ({ flows, currency, busy }: FlowsTableProps): ReactElement => {
  const { t } = useTranslation();
  const { number, money } = useFormat();
  const count = (value: number): string => (value > mostShown ? `${number(mostShown)}+` : number(value));
  const figure = (
    id: 'waiting' | 'sent' | 'skipped' | 'orders',
    cell: (flow: FlowRowView) => string,
  ): TableColumn<FlowRowView> => ({ id, heading: t(`flows.${id}`), number: true, cell });
  const sparkOf = ({ sentByDay, title, sent }: FlowRowView): ReactElement => (
    <Sparkline
      values={sentByDay}
      label={t('flows.sparkline', {
        count: sent,
        flow: title,
        shown: number(sent),
        most: number(Math.max(0, ...sentByDay)),
      })}
    />
  );
  return (
    <Table
      caption={t('flows.title')}
      rows={flows}
      busy={busy}
      rowId={({ id }) => id}
      columns={[
        { id: 'flow', heading: t('flows.flow'), cell: (flow) => <Name flow={flow} /> },
        { id: 'status', heading: t('flows.statusHead'), keep: true, cell: (flow) => <Status flow={flow} /> },
        figure('waiting', ({ waiting }) => count(waiting)),
        figure('sent', ({ sent }) => number(sent)),
        figure('skipped', ({ skipped }) => number(skipped)),
        figure('orders', ({ orders, revenue }) =>
          orders === 0 ? number(0) : `${number(orders)} · ${money(revenue, currency)}`,
        ),
        { id: 'month', heading: t('flows.month'), keep: true, cell: sparkOf },
      ]}
    />
  );
};
