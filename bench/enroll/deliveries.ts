import { asShopId } from '../../server/lib/brand.ts';
import type { NewDelivery } from '../../server/shop/delivery.ts';
import { checkoutBody } from '../harness/checkout-body.ts';

export const enrollShop = asShopId('bench-shop.myshopify.com');

/** As its web process stores them: everybody new, a checkout each, left a minute ago. */
export const newDelivery = (round: number, number: number, now: Date): NewDelivery => {
  const name = `${round}-${number}`;
  const leftAt = new Date(now.getTime() - 60_000).toISOString();
  return {
    shop: enrollShop,
    deliveryId: `delivery-${name}`,
    topic: 'shopify:checkouts/update',
    class: 'normal',
    body: checkoutBody({
      token: `checkout-${name}`,
      email: `Person-${name}@mail.example`,
      customerId: round * 1_000_000 + number,
      createdAt: leftAt,
      updatedAt: leftAt,
    }),
    headers: { 'triggered-at': leftAt, 'api-version': '2026-07', 'event-id': `event-${name}` },
    state: 'stored',
  };
};
