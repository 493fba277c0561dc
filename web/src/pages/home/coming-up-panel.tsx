import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Words } from '../../ui/words.tsx';

type ComingUpProps = Pick<OverviewView, 'flows' | 'dueNextDay'>;

export const ComingUpPanel = ({ flows, dueNextDay }: ComingUpProps): ReactElement => {
  const { t } = useTranslation();
  const { number } = useFormat();
  if (dueNextDay === 0)
    return (
      <Panel title={t('home.comingUp')}>
        <Words quiet>{t('home.nothingDue')}</Words>
      </Panel>
    );
  return (
    <Panel title={t('home.comingUp')} hint={t('home.due', { count: dueNextDay })}>
      <Rows
        rows={flows
          .filter((flow) => flow.dueNextDay > 0)
          .map((flow) => ({
            id: flow.id,
            content: (
              <>
                <Words inline>{flow.title}</Words>
                <Words inline strong>
                  {number(flow.dueNextDay)}
                </Words>
              </>
            ),
          }))}
      />
    </Panel>
  );
};
