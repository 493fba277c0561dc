import type { ShopId } from '../../lib/brand.ts';
import type { ReorderModel } from '../../recommendations/reorder-model.ts';
import type { LearnedProduct, MerchantTiming, ShopTiming } from './product-timing.ts';
import type { StoredTiming } from './stored-timing.ts';
import type { TimingSource } from './timing-source.ts';

/** Everything that was learned of a shop at one time. */
export interface LearnedTimings {
  readonly products: readonly LearnedProduct[];
  readonly shop: ShopTiming;
  readonly at: Date;
}

export interface TimingPage {
  /** Most bought first; only those of which something was learned or said. */
  readonly timings: readonly StoredTiming[];
  readonly next?: string | undefined;
}

export interface MerchantChange {
  readonly productId: string;
  /** The `rev` the person was looking at; 0 where there was nothing. */
  readonly rev: number;
  readonly merchant: MerchantTiming;
  readonly at: Date;
  readonly by: string;
}

/** Where learned intervals are kept, and what merchants say of them. */
export interface TimingShelf extends TimingSource {
  /** From which orders it was learned last, as one word, and everything done that follows from it. */
  learnedFrom(shop: ShopId): Promise<string | undefined>;
  noteLearned(shop: ShopId, from: string): Promise<void>;
  /** Replaces everything learned; what merchants said stays. */
  replace(shop: ShopId, learned: LearnedTimings): Promise<void>;
  /** A model with one more order in it. An order that is in it already changes nothing. */
  add(shop: ShopId, order: string, models: readonly ReorderModel[]): Promise<void>;
  find(shop: ShopId, productIds: readonly string[]): Promise<readonly StoredTiming[]>;
  list(
    shop: ShopId,
    page: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<TimingPage>;
  /** False when it isn't at `rev` any more. */
  say(shop: ShopId, change: MerchantChange): Promise<boolean>;
  deleteAll(shop: ShopId): Promise<void>;
}
