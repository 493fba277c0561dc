import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiguresView, FlowFiguresView } from '../../../../server/insights/figures/figures.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

const Name = ({
  flow,
  warnAt,
}: {
  readonly flow: FlowFiguresView;
  readonly warnAt: FiguresView['definition']['warnAt'];
}): ReactElement => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  return (
    <Stack gap="100">
      <Row>
        <TextLink primary url={`/flows/${encodeURIComponent(flow.id)}`}>
          {flow.title}
        </TextLink>
        {flow.warning !== null && <Pill tone="attention" label={t(`home.warning.${flow.warning}`)} />}
      </Row>
      {flow.warning !== null && (
        <Words quiet small>
          {t(`home.warningLine.${flow.warning}`, { limit: percent(warnAt[flow.warning]) })}
        </Words>
      )}
    </Stack>
  );
};

/** Opens, clicks and unsubscribes of each flow, with a line where too many leave. */
export const FlowFiguresPanel = ({
  figures: { flows, currency, definition },
}: {
  readonly figures: FiguresView;
}): ReactElement => {
  const { t } = useTranslation();
  const { number, percent, money } = useFormat();
  const share = (part: number | null, { sent }: FlowFiguresView): string =>
    part === null || sent === 0 ? '–' : percent(Math.min(1, part / sent));
  const figure = (id: string, cell: (flow: FlowFiguresView) => string): TableColumn<FlowFiguresView> => ({
    id,
    heading: t(`home.${id}`),
    number: true,
    cell,
  });
  return (
    <Panel title={t('home.flows')} aside={<Action plain label={t('home.allFlows')} url="/flows" />}>
      {flows.length === 0 && <Words quiet>{t('home.noFlowFigures')}</Words>}
      {flows.length > 0 && (
        <Table
          caption={t('home.flowFigures')}
          rows={flows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'flow',
              heading: t('home.flow'),
              cell: (flow) => <Name flow={flow} warnAt={definition.warnAt} />,
            },
            figure('sent', ({ sent }) => number(sent)),
            figure('opened', (flow) => share(flow.opened, flow)),
            figure('clicked', (flow) => share(flow.clicked, flow)),
            figure('unsubscribed', (flow) => share(flow.unsubscribed, flow)),
            figure('orders', ({ orders }) => number(orders)),
            figure('revenue', ({ revenue }) => money(revenue, currency)),
          ]}
        />
      )}
    </Panel>
  );
};
