import { dueDates } from '../../../recommendations/due-dates.ts';
import type { DueDate, Purchase, ReorderKnowledge } from '../../../recommendations/reorder-model.ts';
import { at } from '../../../recommendations/survival.ts';
import { peopleOf } from '../../../recommendations/waits.ts';
import type { LearnedShop } from './learn-shop.ts';

export interface PersonDue extends DueDate {
  readonly customer: string;
}

const knowledgeOf = ({ reorders }: LearnedShop): ReorderKnowledge => ({
  rhythm: reorders.rhythm,
  modelOf: (productId) => reorders.models.get(productId),
});

/** Each person's due dates, one person at a time. */
export function* eachDue(shop: LearnedShop): Generator<readonly PersonDue[]> {
  const { waits } = shop.reorders;
  const { products, customers } = shop.history;
  const knowledge = knowledgeOf(shop);
  for (const [from, to] of peopleOf(waits)) {
    const purchases = Array.from({ length: to - from }, (_, index): Purchase => ({
      productId: products.nameOf(at(waits.product, from + index)),
      at: at(waits.at, from + index),
      quantity: at(waits.quantity, from + index),
    }));
    const customer = customers.nameOf(at(waits.customer, from));
    yield dueDates(knowledge, purchases, shop.asOf).map((due) => ({ customer, ...due }));
  }
}

/** The surest `limit` of what is due at or before `until`, surest first. */
export const surestDue = (
  shop: LearnedShop,
  { until, limit }: { readonly until: number; readonly limit: number },
): readonly PersonDue[] => {
  let best: PersonDue[] = [];
  const inOrder = (a: PersonDue, b: PersonDue): number => b.score - a.score || a.dueAt - b.dueAt;
  for (const dues of eachDue(shop)) {
    best.push(...dues.filter(({ dueAt }) => dueAt <= until));
    if (best.length > limit * 50) best = best.sort(inOrder).slice(0, limit);
  }
  return best.sort(inOrder).slice(0, limit);
};
