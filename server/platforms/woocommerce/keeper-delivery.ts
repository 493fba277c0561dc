import { EncoreError } from '../../lib/errors.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { NewDelivery } from '../../shop/delivery.ts';
import type { Interpret } from '../../shop/interpret-delivery.ts';

/** Topics of what a store's keeper asks of us: WooCommerce has no word for it. */
const keeperTopicPrefix = 'woocommerce-keeper:';
export const keeperTopicKind = keeperTopicPrefix.slice(0, -1);

export interface Leaving {
  /** Everything is erased, as 48 hours after an uninstall from Shopify. */
  readonly forget: boolean;
  readonly at: Date;
}

/** Takes the way of what a platform says: durable first, holding the shop's mails until it is done. */
export const leavingDelivery = (shop: ShopId, { forget, at }: Leaving): NewDelivery => ({
  shop,
  deliveryId: `keeper-${forget ? 'forget' : 'leave'}-${at.toISOString()}`,
  topic: `${keeperTopicPrefix}${forget ? 'forget' : 'leave'}`,
  class: 'holds',
  body: Buffer.alloc(0),
  headers: { 'heard-at': at.toISOString() },
  state: 'stored',
});

/** Throws `payload_invalid` for what no keeper asks. */
export const interpretKeeper: Interpret = ({ topic, headers, receivedAt }) => {
  const heard = new Date(headers['heard-at'] ?? '');
  const at = Number.isNaN(heard.getTime()) ? receivedAt : heard;
  switch (topic.slice(keeperTopicPrefix.length)) {
    case 'leave':
      return [{ kind: 'uninstalled', at }];
    case 'forget':
      return [
        { kind: 'uninstalled', at },
        { kind: 'shop-redacted', at },
      ];
    default:
      throw new EncoreError('payload_invalid', { message: `nobody reads ${topic}` });
  }
};
