import type { LearnedCompanion } from '../../../recommendations/companion-model.ts';
import { dayMs } from '../../../recommendations/reorder-model.ts';
import type { ReorderModel } from '../../../recommendations/reorder-model.ts';
import { eachDue } from './due-list.ts';
import type { PersonDue } from './due-list.ts';
import type { LearnedShop } from './learn-shop.ts';

const dayTexts = new Map<number, string>();

/** The day of a time, kept: a document has a million times and a few hundred days. */
const dayText = (day: number): string => {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * dayMs).toISOString().slice(0, 11);
  dayTexts.set(day, text);
  return text;
};

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** ISO 8601, to the second. */
const iso = (time: number): string => {
  const seconds = Math.floor((time % dayMs) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${dayText(Math.floor(time / dayMs))}${clock}Z`;
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const daysOf = (value: number | null): number | null => (value === null ? null : rounded(value, 2));

const productOf = ({ infoOf }: LearnedShop, model: ReorderModel) => ({
  sku: model.productId,
  title: infoOf(model.productId).title,
  replenishable: model.replenishable,
  p25: daysOf(model.p25),
  p50: daysOf(model.p50),
  p75: daysOf(model.p75),
  n: model.n,
  customers: model.customers,
  source: model.source,
  confidence: model.confidence,
  score: rounded(model.score, 4),
});

const dueOf = (due: PersonDue) => ({
  customer: due.customer,
  sku: due.productId,
  lastPurchasedAt: iso(due.lastPurchasedAt),
  quantity: due.quantity,
  dueAt: iso(due.dueAt),
  windowStart: iso(due.windowStart),
  windowEnd: iso(due.windowEnd),
  score: rounded(due.score, 5),
});

const companionsOf = (sku: string, companions: readonly LearnedCompanion[]) => ({
  sku,
  with: companions.map(({ productId, score, lift, orders, followers, direction, medianGapDays }) => ({
    sku: productId,
    score: rounded(score, 6),
    lift: rounded(lift, 3),
    orders,
    followers,
    direction,
    medianGapDays: rounded(medianGapDays, 2),
  })),
});

/** Most bought again first; equal ones by SKU. */
export const modelsInOrder = ({ reorders }: LearnedShop): readonly ReorderModel[] =>
  [...reorders.models.values()].toSorted(
    (a, b) => b.n - a.n || b.customers - a.customers || (a.productId < b.productId ? -1 : 1),
  );

export const shopFacts = ({ history, reorders, lines }: LearnedShop) => ({
  customers: history.customers.size(),
  orders: history.orders.size(),
  lines,
  intervalDays: rounded(reorders.rhythm.intervalDays, 2),
  learned: reorders.rhythm.learned,
});

/** A list as JSON, some entries at a time: due dates can be many more than a string can hold. */
function* listOf(name: string, chunks: Iterable<readonly unknown[]>): Generator<string> {
  yield `,"${name}":[`;
  let isFirst = true;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    yield `${isFirst ? '' : ','}${chunk.map((one) => JSON.stringify(one)).join(',')}`;
    isFirst = false;
  }
  yield ']';
}

const chunkSize = 500;

function* chunksOf<Item>(
  items: readonly Item[],
  shape: (item: Item) => unknown,
): Generator<readonly unknown[]> {
  for (let from = 0; from < items.length; from += chunkSize)
    yield items.slice(from, from + chunkSize).map(shape);
}

/** The document of `encore learn --json`, in pieces. */
export function* learnDocument(shop: LearnedShop): Generator<string> {
  const head = JSON.stringify({ asOf: iso(shop.asOf), shop: shopFacts(shop), skipped: shop.skipped.counts });
  yield head.slice(0, -1);
  yield* listOf(
    'products',
    chunksOf(modelsInOrder(shop), (model) => productOf(shop, model)),
  );
  yield* listOf(
    'due',
    Iterator.from(eachDue(shop)).map((dues) => dues.map(dueOf)),
  );
  yield* listOf(
    'companions',
    chunksOf([...shop.companions.companionsOf], ([sku, list]) => companionsOf(sku, list)),
  );
  yield '}';
}
