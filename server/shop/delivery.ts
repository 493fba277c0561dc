import type { ShopId } from '../lib/brand.ts';
import type { ErrorCode } from '../lib/errors.ts';

/** `holds`: an order, consent or redaction that must stop mails from the moment it is stored (turns.md, barrier). */
export type DeliveryClass = 'holds' | 'normal';

/** A delivery as it came in; the raw body is kept as bytes until it is applied. */
export interface NewDelivery {
  readonly shop: ShopId;
  /** The platform's delivery id: with the shop it is the dedupe key. */
  readonly deliveryId: string;
  /** `shopify:orders/create`, `page:unsubscribe`, … */
  readonly topic: string;
  readonly class: DeliveryClass;
  readonly body: Buffer;
  /** Only what applying needs: triggered-at, api version, event id. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `ignored`: unknown topic, or a shop that is not installed; kept, never applied. `quarantined`: known from the start to be
   * unreadable; kept until somebody puts it back.
   */
  readonly state: 'stored' | 'ignored' | 'quarantined';
  /** Why it is quarantined. */
  readonly error?: ErrorCode | undefined;
}

export interface StoredDelivery extends Omit<NewDelivery, 'state' | 'error'> {
  /** Shop + delivery id. */
  readonly id: string;
  readonly state: 'stored' | 'applied' | 'ignored' | 'quarantined';
  readonly receivedAt: Date;
  readonly failures: number;
  readonly error?: string | undefined;
}
