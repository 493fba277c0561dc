import { createConversions } from '../../insights/conversions/conversions.repository.ts';
import { creditClicks, creditOrders } from '../../insights/conversions/credit-orders.ts';
import type { CreditDeps } from '../../insights/conversions/credit-orders.ts';
import { createTouches } from '../../insights/conversions/touches.repository.ts';
import { creditedOrdersOf } from '../../insights/conversions/credited-orders.ts';
import type { CreditedOrder } from '../../insights/conversions/credited-orders.ts';
import type { MessageId, ShopId } from '../../lib/brand.ts';
import { interpretProviderEvents } from '../../mail/events/interpret-provider-events.ts';
import { isProviderDelivery } from '../../mail/events/provider-delivery.ts';
import type { StoredDelivery } from '../../shop/delivery.ts';
import type { StoreEvent } from '../../shop/store-event.ts';
import type { Data } from './data.ts';

export interface Crediting {
  /** After what an order brings about: facts and exits are written. */
  orders(shop: ShopId, events: readonly StoreEvent[]): Promise<void>;
  /** After a mail service's events are. Clicks on our own links are stored before the person is led on. */
  clicks(delivery: StoredDelivery): Promise<void>;
}

/** Which message an order is credited to. */
export const wireCrediting = ({ connection, shop }: Pick<Data, 'connection' | 'shop'>): Crediting => {
  const deps: CreditDeps = {
    orders: shop.orders,
    touches: createTouches(connection),
    conversions: createConversions(connection),
  };
  return {
    orders: (id, events) => creditOrders(deps, id, events),
    clicks: async (delivery) => {
      if (!isProviderDelivery(delivery)) return;
      const events = interpretProviderEvents(delivery.body).map(({ event }) => event);
      for (const [id, own] of Map.groupBy(events, ({ shop: of }) => of)) await creditClicks(deps, id, own);
    },
  };
};

/** What a message's page shows. */
export const wireCreditedOrders = ({
  connection,
  shop: { orders },
}: Pick<Data, 'connection' | 'shop'>): ((
  shop: ShopId,
  message: MessageId,
) => Promise<readonly CreditedOrder[]>) => {
  const conversions = createConversions(connection);
  return (shop, message) => creditedOrdersOf({ conversions, orders }, shop, message);
};
