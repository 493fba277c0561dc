import type { LearnedCompanion } from '../../recommendations/companion-model.ts';

/** What the merchant pinned stands before everything learned, in the order in which it was pinned. */
export interface RankedCompanion extends LearnedCompanion {
  readonly pinned?: boolean | undefined;
}

const inOrder = (a: RankedCompanion, b: RankedCompanion): number =>
  Number(b.pinned === true) - Number(a.pinned === true) ||
  b.score - a.score ||
  (a.productId < b.productId ? -1 : 1);

const sum = (known: RankedCompanion | undefined, other: RankedCompanion): RankedCompanion => {
  if (known === undefined) return other;
  const stronger = other.score > known.score ? other : known;
  return {
    ...stronger,
    score: known.score + other.score,
    ...((known.pinned === true || other.pinned === true) && { pinned: true }),
  };
};

/** What goes with a whole basket: each product's companions summed, best first, without the basket itself. */
export const companionsOfBasket = (
  productIds: readonly string[],
  known: ReadonlyMap<string, readonly RankedCompanion[]>,
): readonly RankedCompanion[] => {
  const sums = new Map<string, RankedCompanion>();
  for (const companion of productIds.flatMap((id) => known.get(id) ?? []))
    sums.set(companion.productId, sum(sums.get(companion.productId), companion));
  return [...sums.values()].filter(({ productId }) => !productIds.includes(productId)).toSorted(inOrder);
};
