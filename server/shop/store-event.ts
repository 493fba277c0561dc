import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';

/** What flows may begin on, end on and ask about; not every platform tells of each. */
export const storeEventTypes = [
  'checkout.updated',
  'cart.updated',
  'order.placed',
  'order.fulfilled',
  'order.cancelled',
  'order.refunded',
  'product.updated',
  'product.viewed',
  'customer.updated',
  'customer.tagged',
  'customer.untagged',
  'customer.joined-segment',
  'customer.left-segment',
  'consent.changed',
  'flow.requested',
  'contact.merged',
  'contact.redacted',
] as const;

export type StoreEventType = (typeof storeEventTypes)[number];

/**
 * One fact, however often it is heard: `id` is the digest of (shop, type, what it is about, its own version or time).
 * `data` holds ids and numbers only (tokens, product ids, quantities), never an address.
 */
export interface StoreEvent {
  readonly id: string;
  readonly shop: ShopId;
  readonly type: StoreEventType;
  /** Checkout token, order id, product id, … */
  readonly about: string;
  readonly contact?: ContactId | undefined;
  /** The digest of the browser it was done in, of what a storefront told. */
  readonly visitor?: string | undefined;
  /** When it happened in the shop. */
  readonly at: Date;
  readonly data: JsonObject;
  /** How we heard: `webhook`, `storefront`, `backfill`, `import`, `poll`, `page`. Facts from the past never start a flow. */
  readonly sources: readonly string[];
}

/** The platform's own past, and that in a file: what was only heard from there is no news. */
const pastSources: readonly (string | undefined)[] = ['backfill', 'import'];

export const isFromPast = (source: string | undefined): boolean => pastSources.includes(source);

/** The sources that count: who has news of it need not say that it is in the past as well. */
export const countingSources = (heard: readonly string[]): readonly string[] =>
  isFromPast(heard[0]) ? heard.slice(0, 1) : heard.filter((source) => !isFromPast(source));
