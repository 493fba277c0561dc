import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';

type ComingUpProps = Pick<OverviewView, 'flows' | 'dueNextDay' | 'dueNextWeek'>;
type Flow = OverviewView['flows'][number];

/** What is about to happen: who waits in each flow, and what comes due. */
export const ComingUpPanel = ({ flows, dueNextDay, dueNextWeek }: ComingUpProps): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  const busy = flows.filter(({ waiting }) => waiting > 0);
  const figure = (id: 'waiting' | 'dueNextDay' | 'dueNextWeek'): TableColumn<Flow> => ({
    id,
    heading: t(`home.${id}`),
    number: true,
    cell: (flow) => number(flow[id]),
  });
  if (busy.length === 0)
    return (
      <Panel title={t('home.comingUp')}>
        <Words quiet>{t('home.nothingDue')}</Words>
      </Panel>
    );
  return (
    <Panel
      title={t('home.comingUp')}
      hint={t('home.due', { count: dueNextWeek, day: number(dueNextDay), week: number(dueNextWeek) })}
    >
      <Table
        caption={t('home.comingUp')}
        rows={busy}
        rowId={({ id }) => id}
        columns={[
          {
            id: 'flow',
            heading: t('home.flow'),
            cell: ({ id, title }) => (
              <TextLink primary url={`/flows/${encodeURIComponent(id)}`}>
                {title}
              </TextLink>
            ),
          },
          figure('waiting'),
          figure('dueNextDay'),
          figure('dueNextWeek'),
        ]}
      />
    </Panel>
  );
};
