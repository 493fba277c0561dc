import type { AnchorCounts } from './companion-counts.ts';
import { at } from './survival.ts';

/** Weight of popularity, in orders, and how much being likelier than chance counts. */
export interface Blend {
  readonly shrink: number;
  readonly power: number;
}

export interface ScoredCompanion {
  readonly product: number;
  readonly score: number;
  readonly lift: number;
  readonly orders: number;
  readonly followers: number;
}

/** People for whom it came new in the same order: one person's habits are nobody else's. */
const leastJoint = 2;
/** What is never in the same order needs clearer evidence: it competes with everything else a person buys later. */
const after = { least: 3, lift: 2 } as const;

/**
 * share = (seen + w p) / (chances + w), lift = (seen + 1) / (chances p + 1), score = share x lift ^ power, where p is how often the other
 * comes new in any order.
 */
const scored = (
  { seen, chances, popularity }: { seen: number; chances: number; popularity: number },
  { shrink, power }: Blend,
): { readonly score: number; readonly lift: number } => {
  const lift = (seen + 1) / (chances * popularity + 1);
  return { lift, score: ((seen + shrink * popularity) / (chances + shrink)) * lift ** power };
};

const best = (list: ScoredCompanion[], limit: number): readonly ScoredCompanion[] =>
  list.sort((a, b) => b.score - a.score || b.orders - a.orders || a.product - b.product).slice(0, limit);

/** The companions of the anchor that was just counted, best first. */
export const scoreCompanions = (
  counts: AnchorCounts,
  popularity: Float64Array,
  { blend, limit }: { readonly blend: Blend; readonly limit: number },
): readonly ScoredCompanion[] => {
  const list: ScoredCompanion[] = [];
  for (const product of counts.touched) {
    const orders = at(counts.joint, product);
    const followers = at(counts.followed, product);
    // Most pairs were seen once: they are not worth a square root.
    const seen = at(counts.fresh, product);
    if (seen < leastJoint && followers < after.least) continue;
    const p = at(popularity, product);
    const together = scored({ seen, chances: counts.orders, popularity: p }, blend);
    if (seen >= leastJoint && together.lift > 1) list.push({ product, orders, followers, ...together });
    else if (followers >= after.least) {
      const later = scored({ seen: followers, chances: counts.laterOrders, popularity: p }, blend);
      if (later.lift >= after.lift) list.push({ product, orders, followers, ...later });
    }
  }
  return best(list, limit);
};
