import { dueDatesOf } from '../../../recommendations/due-dates.ts';
import type { PersonWaits } from '../../../recommendations/person-waits.ts';
import type { DueDate, ReorderKnowledge } from '../../../recommendations/reorder-model.ts';
import { allRows, sortedBy } from '../../../recommendations/sort-columns.ts';
import { at } from '../../../recommendations/survival.ts';
import { peopleOf } from '../../../recommendations/waits.ts';
import type { LearnedShop } from './learn-shop.ts';

export interface PersonDue extends DueDate {
  readonly customer: string;
}

export interface PersonDues {
  readonly customer: string;
  readonly dues: readonly DueDate[];
}

/** Rows of the waits by person, then by the product's name. */
const rowsByName = ({ reorders: { waits }, history: { products, customers } }: LearnedShop): Int32Array => {
  const byName = Array.from({ length: products.size() }, (_, id) => products.nameOf(id))
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => products.idOf(name));
  const rank = new Int32Array(byName.length);
  byName.forEach((id, place) => (rank[id] = place));
  const rows = allRows(waits.size);
  const rankOfRow = waits.product.map((product) => at(rank, product));
  return sortedBy(sortedBy(rows, rankOfRow, rank.length), waits.customer, customers.size());
};

const columnsOf = ({ reorders: { waits, models, rhythm }, history: { products } }: LearnedShop) => {
  const names = Array.from({ length: products.size() }, (_, id) => products.nameOf(id));
  const logMeans = Float64Array.from(names, (name) => models.get(name)?.logMean ?? rhythm.logMean);
  return (rows: Int32Array): PersonWaits => {
    const size = rows.length;
    const productId: string[] = [];
    const own = {
      productId,
      at: new Float64Array(size),
      quantity: new Float64Array(size),
      nth: new Int32Array(size),
      gap: new Float64Array(size),
      logMean: new Float64Array(size),
    };
    for (let place = 0; place < size; place += 1) {
      const row = rows[place] ?? 0;
      const product = waits.product[row] ?? 0;
      productId.push(names[product] ?? '');
      own.at[place] = waits.at[row] ?? 0;
      own.quantity[place] = waits.quantity[row] ?? 1;
      own.nth[place] = waits.nth[row] ?? 1;
      own.gap[place] = waits.gap[row] ?? Number.NaN;
      own.logMean[place] = logMeans[product] ?? rhythm.logMean;
    }
    return own;
  };
};

/** Each person's due dates, one person at a time. */
export function* eachDue(shop: LearnedShop): Generator<PersonDues> {
  const { waits, models, rhythm } = shop.reorders;
  const { customers } = shop.history;
  const knowledge: ReorderKnowledge = { rhythm, modelOf: (productId) => models.get(productId) };
  const byName = rowsByName(shop);
  const own = columnsOf(shop);
  for (const [from, to] of peopleOf(waits)) {
    const customer = customers.nameOf(at(waits.customer, from));
    yield { customer, dues: dueDatesOf(knowledge, own(byName.subarray(from, to)), shop.asOf) };
  }
}

/** The surest `limit` of what is due at or before `until`, surest first. */
export const surestDue = (
  shop: LearnedShop,
  { until, limit }: { readonly until: number; readonly limit: number },
): readonly PersonDue[] => {
  let best: PersonDue[] = [];
  const inOrder = (a: PersonDue, b: PersonDue): number => b.score - a.score || a.dueAt - b.dueAt;
  for (const { customer, dues } of eachDue(shop)) {
    for (const due of dues) if (due.dueAt <= until) best.push({ customer, ...due });
    if (best.length > limit * 50) best = best.sort(inOrder).slice(0, limit);
  }
  return best.sort(inOrder).slice(0, limit);
};
