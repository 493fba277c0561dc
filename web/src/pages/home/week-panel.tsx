import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Metrics } from '../../ui/metrics.tsx';
import { Panel } from '../../ui/panel.tsx';

export const WeekPanel = ({ week }: Pick<OverviewView, 'week'>): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <Panel title={t('home.week')} aside={<Action plain label={t('home.latest')} url="/messages" />}>
      <Metrics
        metrics={(['sent', 'skipped', 'waiting'] as const).map((name) => ({
          label: t(`home.${name}`),
          value: number(week[name]),
          hint: t(`home.${name}Hint`),
        }))}
      />
    </Panel>
  );
};
