/**
 * What goes with a product. `learnCompanions(history)` (learn-companions.ts) gives a list a product; each entry is a document of
 * its own, stored as it is. Choosing for a person (owned, in stock, pinned, banned) is
 * the cross-sell flow's.
 */

/** In the same order, or a while after it. */
export type CompanionDirection = 'together' | 'after';

export interface LearnedCompanion {
  readonly productId: string;
  /** Comparable between the lists of one shop, so that the products of a basket can be summed. */
  readonly score: number;
  /** How many times likelier than by chance. */
  readonly lift: number;
  /** Orders with both. */
  readonly orders: number;
  /** People who bought it for the first time after the product (at most the shop's horizon later), in another order. */
  readonly followers: number;
  readonly direction: CompanionDirection;
  /** Days from buying the product to first buying the companion: 0 where most buy both at once. */
  readonly medianGapDays: number;
}

export interface LearnedCompanions {
  /** Best first; reckoned when asked for, as all of them together are larger than what they are reckoned from. */
  readonly listOf: (productId: string) => readonly LearnedCompanion[];
  /** Every product that anything goes with, and what. */
  readonly lists: () => Iterable<readonly [string, readonly LearnedCompanion[]]>;
  /** What people buy for the first time, best sellers first: fills up what companions leave empty. */
  readonly popular: readonly string[];
  /** Chosen on the shop's own last fifth of orders: weight of popularity in orders, and power of lift. */
  readonly shrink: number;
  readonly power: number;
}
