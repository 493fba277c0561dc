import type { LearnedCompanion } from '../../../recommendations/companion-model.ts';
import { dayMs } from '../../../recommendations/reorder-model.ts';
import type { ReorderModel } from '../../../recommendations/reorder-model.ts';
import { eachDue } from './due-list.ts';
import type { PersonDues } from './due-list.ts';
import type { LearnedShop } from './learn-shop.ts';

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Texts of whole numbers, each made once: a document has a million times, and few hundred days and a day's seconds. */
const createTexts = (textOf: (value: number) => string): ((value: number) => string) => {
  const texts = new Map<number, string>();
  return (value) => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = textOf(value);
    texts.set(value, text);
    return text;
  };
};

const dayText = createTexts((day) => new Date(day * dayMs).toISOString().slice(0, 11));
const clockText = createTexts(
  (seconds) =>
    `${[Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')}Z"`,
);

/** ISO 8601, to the second, and the quotation mark that ends it. */
const iso = (time: number): string =>
  dayText(Math.floor(time / dayMs)) + clockText(Math.floor((time % dayMs) / 1000));

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

const scoreSteps = 1e5;

/** Written by hand, in the order of the promised document: there are as many of them as purchases. */
const createDueText = () => {
  const words = new Map<string, string>();
  const wordOf = (word: string): string => {
    const text = words.get(word) ?? JSON.stringify(word);
    words.set(word, text);
    return text;
  };
  return ({ customer, dues }: PersonDues): string => {
    const start = `{"customer":${JSON.stringify(customer)},"sku":`;
    let text = '';
    for (const due of dues)
      text +=
        `${text === '' ? '' : ','}${start}${wordOf(due.productId)},"lastPurchasedAt":"${iso(due.lastPurchasedAt)},` +
        `"quantity":${due.quantity},"dueAt":"${iso(due.dueAt)},"windowStart":"${iso(due.windowStart)},` +
        `"windowEnd":"${iso(due.windowEnd)},"score":${Math.round(due.score * scoreSteps) / scoreSteps}}`;
    return text;
  };
};

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

/** SKUs, by how many people bought them. */
export function* mostBought({ models }: LearnedShop['reorders']): Generator<string> {
  for (const { productId } of [...models.values()].toSorted((a, b) => b.customers - a.customers))
    yield productId;
}

/** How many of the ids up to `ids` are in the column: resellers' are not, though their names were read. */
const distinct = (column: Int32Array, ids: number): number => {
  const seen = new Uint8Array(ids);
  for (const id of column) seen[id] = 1;
  return seen.reduce((sum, one) => sum + one, 0);
};

export const shopFacts = ({ history, reorders, lines }: LearnedShop) => ({
  customers: distinct(history.customer, history.customers.size()),
  orders: distinct(history.order, history.orders.size()),
  lines,
  intervalDays: rounded(reorders.rhythm.intervalDays, 2),
  learned: reorders.rhythm.learned,
});

/** A list as JSON, some entries at a time: due dates can be many more than a string can hold. */
function* listOf(name: string, entries: Iterable<string>): Generator<string> {
  yield `,"${name}":[`;
  let separator = '';
  for (const entry of entries) {
    if (entry === '') continue;
    yield `${separator}${entry}`;
    separator = ',';
  }
  yield ']';
}

const pieceLength = 1 << 16;

/** Fewer and longer pieces: each is a call of the operating system. */
function* joined(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* documentTexts(shop: LearnedShop): Generator<string> {
  const asOf = `${new Date(shop.asOf).toISOString().slice(0, 19)}Z`;
  const head = JSON.stringify({ asOf, shop: shopFacts(shop), skipped: shop.skipped.counts });
  yield head.slice(0, -1);
  yield* listOf(
    'products',
    Iterator.from(modelsInOrder(shop)).map((model) => JSON.stringify(productOf(shop, model))),
  );
  const dueText = createDueText();
  yield* listOf('due', Iterator.from(eachDue(shop)).map(dueText));
  yield* listOf(
    'companions',
    Iterator.from(shop.companions.lists()).map(([sku, list]) => JSON.stringify(companionsOf(sku, list))),
  );
  yield '}';
}

/** The document of `encore learn --json`, in pieces. */
export const learnDocument = (shop: LearnedShop): Iterable<string> => joined(documentTexts(shop));
