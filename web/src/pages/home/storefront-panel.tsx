import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverviewView } from '../../../../server/shop/shop.contract.ts';
import { useEmbeds } from '../../api/use-embeds.ts';
import { useShop } from '../../api/use-shop.ts';
import { useFormat } from '../../format/use-format.ts';
import { Action } from '../../ui/action.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

/** Whether the storefront tells us what its visitors look at, and whether the theme shows our forms. */
export const StorefrontPanel = ({ lastVisitAt }: Pick<OverviewView, 'lastVisitAt'>): ReactElement => {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data: shop } = useShop();
  const { data: embed } = useEmbeds();
  const visits = lastVisitAt === null ? 'none' : 'heard';
  const rows = [
    {
      id: 'visits',
      tone: lastVisitAt === null ? ('neutral' as const) : ('success' as const),
      words: t(`home.storefront.visits.${visits}`, { at: lastVisitAt === null ? '' : moment(lastVisitAt) }),
    },
    ...(shop?.platform === 'shopify' && embed !== undefined && embed !== 'unknown'
      ? [
          {
            id: 'forms',
            tone: embed === 'on' ? ('success' as const) : ('neutral' as const),
            words: t(`home.storefront.forms.${embed}`),
          },
        ]
      : []),
  ];
  return (
    <Panel title={t('home.storefront.title')}>
      <Stack>
        <Rows
          rows={rows.map(({ id, tone, words }) => ({
            id,
            content: (
              <>
                <Stack gap="100">
                  <Words inline>{t(`home.storefront.${id}.name`)}</Words>
                  <Words inline quiet small>
                    {words}
                  </Words>
                </Stack>
                <Pill tone={tone} label={t(`home.storefront.${id}.${tone === 'success' ? 'yes' : 'no'}`)} />
              </>
            ),
          }))}
        />
        {embed === 'off' && shop?.platform === 'shopify' && (
          <Row>
            <Action
              label={t('home.storefront.openEditor')}
              url={`https://${shop.id}/admin/themes/current/editor?context=apps`}
            />
          </Row>
        )}
      </Stack>
    </Panel>
  );
};
