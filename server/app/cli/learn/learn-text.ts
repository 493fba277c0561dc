import type { ReorderModel } from '../../../recommendations/reorder-model.ts';
import { dayMs } from '../../../recommendations/reorder-model.ts';
import { surestDue } from './due-list.ts';
import { modelsInOrder, mostBought, shopFacts } from './learn-document.ts';
import type { LearnedShop } from './learn-shop.ts';

const shownProducts = 20;
const shownCompanions = 12;
const shownDue = 15;
const widest = 44;

const fit = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

const whole = (days: number | null): string => (days === null ? '–' : String(Math.round(days)));

/** Columns as wide as their widest cell; the first to the left, the others to the right. */
const tableText = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const productRow = ({ infoOf }: LearnedShop, model: ReorderModel): readonly string[] => [
  fit(infoOf(model.productId).title),
  `${Math.round(model.score * 100)} %`,
  whole(model.p25),
  whole(model.p50),
  whole(model.p75),
  String(model.n),
  String(model.customers),
  model.source,
  model.confidence,
];

const productsText = (shop: LearnedShop): string =>
  tableText([
    ['product', 'again', 'p25', 'p50', 'p75', 'gaps', 'people', 'whose', 'sure'],
    ...modelsInOrder(shop)
      .slice(0, shownProducts)
      .map((model) => productRow(shop, model)),
  ]);

const companionsText = ({ companions, infoOf, reorders }: LearnedShop): string => {
  const rows = mostBought(reorders)
    .flatMap((sku) =>
      companions
        .listOf(sku)
        .slice(0, 1)
        .map((first) => ({ sku, first })),
    )
    .take(shownCompanions)
    .map(({ sku, first }) => [
      fit(infoOf(sku).title),
      fit(infoOf(first.productId).title),
      first.lift.toFixed(1),
      String(first.orders),
      whole(first.medianGapDays),
    ]);
  return tableText([['product', 'goes with', 'lift', 'orders', 'days'], ...rows]);
};

const dueText = (shop: LearnedShop): string => {
  const until = shop.asOf + shop.reorders.rhythm.intervalDays * dayMs;
  const rows = surestDue(shop, { until, limit: shownDue }).map((due) => [
    due.customer,
    fit(shop.infoOf(due.productId).title),
    new Date(due.dueAt).toISOString().slice(0, 10),
    due.score.toFixed(2),
  ]);
  return tableText([['who', 'what', 'due', 'score'], ...rows]);
};

/** How many products go by another's number, and by whose: nothing falls back silently. */
export const fallbackText = ({ reorders }: LearnedShop): string => {
  const counts = Map.groupBy(reorders.models.values(), ({ source }) => source);
  const parts = [...counts].map(([source, models]) => `${models.length} by ${source}`);
  return parts.length === 0 ? 'no products' : `products by whose number it is: ${parts.join(', ')}`;
};

const skippedText = ({ skipped }: LearnedShop): string => {
  const parts = Object.entries(skipped.counts).map(([rule, count]) => `${rule} ${count}`);
  return parts.length === 0 ? 'no rows left out' : `rows left out: ${parts.join(', ')}`;
};

/** What `encore learn` says to people. */
export const learnText = (shop: LearnedShop): string => {
  const { customers, orders, lines, intervalDays, learned } = shopFacts(shop);
  const rhythm = learned
    ? `people buy a product again after ${whole(intervalDays)} days (median)`
    : `nobody bought anything twice: the merchant's ${whole(intervalDays)} days are used for every product`;
  return [
    `as of ${new Date(shop.asOf).toISOString()}: ${customers} customers, ${orders} orders, ${lines} lines; ${rhythm}`,
    fallbackText(shop),
    skippedText(shop),
    `\nTime to reorder, in days\n${productsText(shop)}`,
    `\nCompanions\n${companionsText(shop)}`,
    `\nDue within ${whole(intervalDays)} days, surest first\n${dueText(shop)}`,
  ].join('\n');
};
