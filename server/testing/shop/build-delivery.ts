import { asShopId } from '../../lib/brand.ts';
import type { NewDelivery, StoredDelivery } from '../../shop/delivery.ts';

export const lumen = asShopId('lumen.myshopify.com');
export const umbra = asShopId('umbra.myshopify.com');

export const buildDelivery = (changes: Partial<NewDelivery> = {}): NewDelivery => ({
  shop: lumen,
  deliveryId: 'delivery-1',
  topic: 'shopify:orders/create',
  class: 'holds',
  body: Buffer.from('{}'),
  headers: { 'triggered-at': '2026-03-02T10:00:00Z' },
  state: 'stored',
  ...changes,
});

/** The same as a worker reads it. */
export const buildStored = (changes: Partial<NewDelivery> = {}): StoredDelivery => {
  const delivery = buildDelivery(changes);
  return {
    ...delivery,
    id: `${delivery.shop}/${delivery.deliveryId}`,
    receivedAt: new Date('2026-03-02T10:00:00Z'),
    failures: 0,
  };
};
