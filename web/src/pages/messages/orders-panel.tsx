import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreditedOrderView, MessageDetailView } from '../../../../server/mail/message.contract.ts';
import { useFormat } from '../../format/use-format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Pill } from '../../ui/pill.tsx';
import { Rows } from '../../ui/rows.tsx';
import { Row, Stack } from '../../ui/stack.tsx';
import { Words } from '../../ui/words.tsx';

const Credited = ({ order }: { readonly order: CreditedOrderView }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, name, by, touchedAt, placedAt, net, currency, cancelled } = order;
  return (
    <>
      <Stack gap="100">
        <Row>
          <Words inline>{name ?? t('messages.orders.unknown', { id })}</Words>
          {cancelled && <Pill tone="neutral" label={t('messages.orders.cancelled')} />}
        </Row>
        <Words inline quiet>
          {t(`messages.orders.by.${by}`, {
            touched: format.moment(touchedAt),
            placed: format.moment(placedAt),
          })}
        </Words>
      </Stack>
      <Words inline>{format.money(net, currency)}</Words>
    </>
  );
};

/** What somebody bought because of it, by the definition that Home's figures go by. */
export const OrdersPanel = ({
  message: { attributionDays, orders, status },
}: {
  readonly message: MessageDetailView;
}): ReactElement | null => {
  const { t } = useTranslation();
  if (status !== 'accepted') return null;
  return (
    <Panel title={t('messages.orders.title')} hint={t('messages.orders.hint', { count: attributionDays })}>
      {orders.length === 0 ? (
        <Words quiet>{t('messages.orders.none')}</Words>
      ) : (
        <Rows rows={orders.map((order) => ({ id: order.id, content: <Credited order={order} /> }))} />
      )}
    </Panel>
  );
};
