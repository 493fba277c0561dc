import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Rows } from '../../ui/rows.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Words } from '../../ui/words.tsx';
import { FlowStatusPill } from '../flows/flow-status-pill.tsx';

export const FlowsPanel = ({ flows }: Pick<OverviewView, 'flows'>): ReactElement => {
  const { t } = useTranslation();
  const count = flows.filter(({ status }) => status === 'live').length;
  return (
    <Panel
      title={t('home.flows')}
      hint={flows.length === 0 ? undefined : t('home.live', { count, total: flows.length })}
      aside={<Action plain label={t('home.allFlows')} url="/flows" />}
    >
      {flows.length === 0 && <Words quiet>{t('home.noFlows')}</Words>}
      <Rows
        rows={flows.map(({ id, title, status }) => ({
          id,
          content: (
            <>
              <TextLink primary url={`/flows/${encodeURIComponent(id)}`}>
                {title}
              </TextLink>
              <FlowStatusPill status={status} />
            </>
          ),
        }))}
      />
    </Panel>
  );
};
