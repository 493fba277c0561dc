import type { ProductTraits, PurchaseLine } from '../../recommendations/reorder-model.ts';
import type { LearnedOfProduct } from '../companions/companion-source.ts';
import type { LearnedProduct, ShopTiming } from '../timing/product-timing.ts';

/** What the thread is told and asked, in this order: lines as often as there are some, products, learn. */
export type LearningTask =
  | { readonly kind: 'lines'; readonly lines: readonly PurchaseLine[] }
  | { readonly kind: 'products' }
  | { readonly kind: 'learn'; readonly asOf: Date; readonly traits: ReadonlyMap<string, ProductTraits> };

/** Some of what was learned: copying all of it at once would hold up who reads it. */
export interface LearnedPart {
  readonly products: readonly LearnedProduct[];
  readonly companionsOf: readonly (readonly [string, LearnedOfProduct])[];
}

/** `learn` is answered by as many parts as it takes, then by the shop. */
export type LearningAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'products'; readonly ids: readonly string[] }
  | ({ readonly kind: 'part' } & LearnedPart)
  | { readonly kind: 'shop'; readonly shop: ShopTiming };
