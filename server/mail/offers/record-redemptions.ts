import type { ShopId } from '../../lib/brand.ts';
import type { OrderRepository } from '../../shop/orders.repository.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';
import type { OfferCodes } from './offer-codes.repository.ts';

export interface RedemptionDeps {
  readonly orders: Pick<OrderRepository, 'findMany'>;
  readonly codes: Pick<OfferCodes, 'redeem'>;
}

const heard = new Set<StoreEventType>([
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
]);

/** Sums are made by the database: what is no number is nothing. */
const decimal = (amount: string): string =>
  Number.isFinite(Number(amount)) ? Number(amount).toFixed(2) : '0.00';

/**
 * What orders did with our codes, from the orders as they stand: any events, any number of times, end alike. An order that
 * was cancelled has cost nothing.
 */
export const recordRedemptions = async (
  { orders, codes }: RedemptionDeps,
  shop: ShopId,
  events: readonly StoreEvent[],
): Promise<void> => {
  const ids = new Set(events.flatMap(({ type, about }) => (heard.has(type) ? [about] : [])));
  if (ids.size === 0) return;
  for (const order of await orders.findMany(shop, [...ids])) {
    if (order.test) continue;
    for (const { code, amount, net } of order.discounts ?? [])
      await codes.redeem(shop, code, {
        order: order.id,
        at: order.placedAt,
        amount: decimal(amount),
        net: order.cancelledAt === undefined ? decimal(net) : '0.00',
        currency: order.total.currency,
        toldAt: order.updatedAt,
      });
  }
};
