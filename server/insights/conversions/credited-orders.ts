import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { OrderRepository } from '../../shop/orders.repository.ts';
import type { Conversion } from './conversion.ts';
import type { Conversions } from './conversions.repository.ts';

export interface CreditedOrder extends Pick<
  Conversion,
  'by' | 'placedAt' | 'net' | 'currency' | 'cancelled'
> {
  readonly id: string;
  /** As the shop calls it; undefined where the order isn't there any more. */
  readonly name?: string | undefined;
  readonly touchedAt: Date;
}

export interface CreditedOrdersDeps {
  readonly conversions: Pick<Conversions, 'ofMessage'>;
  readonly orders: Pick<OrderRepository, 'findMany'>;
}

/** The orders one message is credited with, oldest first. */
export const creditedOrdersOf = async (
  { conversions, orders }: CreditedOrdersDeps,
  shop: ShopId,
  message: MessageId,
): Promise<readonly CreditedOrder[]> => {
  const found = await conversions.ofMessage(shop, message);
  if (found.length === 0) return [];
  const known = await orders.findMany(
    shop,
    found.map(({ order }) => order),
  );
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return found.map(({ order, by, at, placedAt, net, currency, cancelled }) => ({
    id: order,
    name: names.get(order),
    by,
    touchedAt: at,
    placedAt,
    net,
    currency,
    cancelled,
  }));
};
