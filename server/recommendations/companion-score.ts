import type { AnchorCounts } from './companion-counts.ts';

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

const liftOf = (seen: number, expected: number): number => (seen + 1) / (expected + 1);

const inOrder = (a: ScoredCompanion, b: ScoredCompanion): number =>
  b.score - a.score || b.orders - a.orders || a.product - b.product;

/** Keeps the best `limit` in order. Most of what is counted never gets in, so the list is not sorted at the end but kept. */
const insert = (best: ScoredCompanion[], companion: ScoredCompanion, limit: number): void => {
  let place = best.length;
  for (let before = best[place - 1]; before !== undefined && inOrder(companion, before) < 0;) {
    best[place] = before;
    place -= 1;
    before = best[place - 1];
  }
  best[place] = companion;
  if (best.length > limit) best.length = limit;
};

/**
 * The companions of the anchor that was just counted, best first: share = (seen + w p) / (chances + w), lift = (seen + 1) / (chances p + 1),
 * score = share x lift ^ power, where p is how often the other comes new in any order.
 */
export const scoreCompanions = (
  { touched, joint, fresh, followed, orders: anchorOrders, laterOrders }: AnchorCounts,
  popularity: Float64Array,
  { blend: { shrink, power }, limit }: { readonly blend: Blend; readonly limit: number },
): readonly ScoredCompanion[] => {
  const best: ScoredCompanion[] = [];
  let worst = -Infinity;
  for (const product of touched) {
    const followers = followed[product] ?? 0;
    // Most pairs were seen once: they are not worth a square root.
    const seenTogether = fresh[product] ?? 0;
    if (seenTogether < leastJoint && followers < after.least) continue;
    const p = popularity[product] ?? 0;
    const liftTogether = liftOf(seenTogether, anchorOrders * p);
    const isTogether = seenTogether >= leastJoint && liftTogether > 1;
    if (!isTogether && followers < after.least) continue;
    const lift = isTogether ? liftTogether : liftOf(followers, laterOrders * p);
    if (!isTogether && lift < after.lift) continue;
    const [seen, chances] = isTogether ? [seenTogether, anchorOrders] : [followers, laterOrders];
    const score = ((seen + shrink * p) / (chances + shrink)) * lift ** power;
    if (score < worst) continue;
    insert(best, { product, orders: joint[product] ?? 0, followers, score, lift }, limit);
    if (best.length === limit) worst = best[limit - 1]?.score ?? worst;
  }
  return best;
};
