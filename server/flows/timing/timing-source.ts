import type { ShopId } from '../../lib/brand.ts';
import type { ProductTiming, ShopTiming } from './product-timing.ts';

/** What was learned of a shop, and what its merchant says of single products. */
export interface TimingSource {
  /** Those of which anything was learned or said. */
  timingsOf(shop: ShopId, productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTiming>>;
  /** Undefined while nothing was learned of the shop. */
  shopTiming(shop: ShopId): Promise<ShopTiming | undefined>;
}
