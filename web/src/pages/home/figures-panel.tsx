import { useId, useState } from 'react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiguresView } from '../../../../server/insights/figures/figures.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Metrics } from '../../ui/metrics.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const parts = ['orders', 'revenue', 'opened', 'clicked', 'unsubscribed'] as const;

const Definition = ({ definition }: Pick<FiguresView, 'definition'>): ReactElement => {
  const { t } = useTranslation();
  return (
    <Stack gap="200">
      {parts.map((part) => (
        <Words key={part} quiet>
          {t(`home.definition.${part}`, { count: definition.attributionDays })}
        </Words>
      ))}
    </Stack>
  );
};

/** What came back because of Encore, with what each number means one click away. */
export const FiguresPanel = ({ figures }: { readonly figures: FiguresView }): ReactElement => {
  const { t } = useTranslation();
  const { number, percent, money } = useFormat();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { totals, currency, days, definition } = figures;
  const share = (part: number | null): string =>
    part === null || totals.sent === 0 ? '–' : percent(Math.min(1, part / totals.sent));
  return (
    <Panel
      title={t('home.figures', { count: days })}
      aside={<Action plain label={t('home.latest')} url="/messages" />}
    >
      <Stack>
        <Metrics
          metrics={[
            { label: t('home.orders'), value: number(totals.orders), hint: t('home.ordersHint') },
            { label: t('home.revenue'), value: money(totals.revenue, currency), hint: t('home.revenueHint') },
            { label: t('home.sent'), value: number(totals.sent), hint: t('home.sentHint') },
            {
              label: t('home.opened'),
              value: share(totals.opened),
              hint: t(totals.opened === null ? 'home.openedUnknown' : 'home.openedHint'),
            },
            { label: t('home.clicked'), value: share(totals.clicked), hint: t('home.clickedHint') },
            {
              label: t('home.unsubscribed'),
              value: share(totals.unsubscribed),
              hint: t('home.unsubscribedHint'),
            },
          ]}
        />
        {totals.sent === 0 && <Words quiet>{t('home.nothingSent')}</Words>}
        <Row>
          <Action
            plain
            label={t(open ? 'home.hideDefinition' : 'home.definitionTitle')}
            opens={{ id, open }}
            onAction={() => {
              setOpen(!open);
            }}
          />
        </Row>
        <div id={id}>{open && <Definition definition={definition} />}</div>
      </Stack>
    </Panel>
  );
};
