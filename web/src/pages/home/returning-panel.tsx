import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReturningView } from '../../../../server/insights/figures/figures.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Bars } from '../../ui/bars.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Table } from '../../ui/table.tsx';
import type { TableColumn } from '../../ui/table.tsx';
import { Words } from '../../ui/words.tsx';

type Month = ReturningView['months'][number];

const useMonthName = (): ((month: string, style: 'short' | 'long') => string) => {
  const { i18n } = useTranslation();
  return (month, style) =>
    new Intl.DateTimeFormat(i18n.language, {
      month: style,
      ...(style === 'long' && { year: 'numeric' }),
      timeZone: 'UTC',
    }).format(new Date(`${month}-01T00:00:00Z`));
};

const MonthTable = ({ months }: Pick<ReturningView, 'months'>): ReactElement => {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const name = useMonthName();
  const figure = (id: 'customers' | 'returned' | 'fresh'): TableColumn<Month> => ({
    id,
    heading: t(`home.returning.${id}`),
    number: true,
    cell: (month) => number(month[id]),
  });
  return (
    <Table
      caption={t('home.returning.title')}
      rows={months.toReversed()}
      rowId={({ month }) => month}
      columns={[
        { id: 'month', heading: t('home.returning.month'), cell: ({ month }) => name(month, 'long') },
        figure('customers'),
        figure('returned'),
        {
          id: 'rate',
          heading: t('home.returning.rate'),
          number: true,
          cell: ({ rate }) => (rate === null ? '–' : percent(rate)),
        },
        figure('fresh'),
      ]}
    />
  );
};

/** The customer retention rate by month, drawn and as a table. */
export const ReturningPanel = ({ months }: Pick<ReturningView, 'months'>): ReactElement => {
  const { t } = useTranslation();
  const { percent } = useFormat();
  const name = useMonthName();
  const [open, setOpen] = useState(false);
  const id = useId();
  const known = months.filter(({ rate }) => rate !== null);
  if (known.length === 0)
    return (
      <Panel title={t('home.returning.title')}>
        <Words quiet>{t('home.returning.empty')}</Words>
      </Panel>
    );
  return (
    <Panel title={t('home.returning.title')} hint={t('home.returning.definition')}>
      <Stack>
        <Bars
          label={t('home.returning.chart', { count: known.length })}
          bars={months.map(({ month, rate }) => ({
            id: month,
            name: name(month, 'short'),
            value: rate ?? 0,
            words: rate === null ? '–' : percent(rate),
          }))}
        />
        <Row>
          <Action
            plain
            label={t(open ? 'home.returning.hide' : 'home.returning.show')}
            opens={{ id, open }}
            onAction={() => {
              setOpen(!open);
            }}
          />
        </Row>
        <div id={id}>{open && <MonthTable months={months} />}</div>
      </Stack>
    </Panel>
  );
};
