import { createHistory } from '../../../recommendations/history.ts';
import type { History } from '../../../recommendations/history.ts';
import type { LearnedCompanions } from '../../../recommendations/companion-model.ts';
import { learnCompanions } from '../../../recommendations/learn-companions.ts';
import { learnReorders } from '../../../recommendations/learn-reorder.ts';
import type { LearnedReorders } from '../../../recommendations/learn-reorder.ts';
import { lengths } from '../../../recommendations/reorder-model.ts';
import type { ProductTraits } from '../../../recommendations/reorder-model.ts';
import type { CsvFile } from '../csv/csv-rows.ts';
import { readOrders } from '../csv/orders-csv.ts';
import { readProducts } from '../csv/products-csv.ts';
import { createSkipped } from '../csv/skipped.ts';
import type { Skipped } from '../csv/skipped.ts';
import { withoutResellers } from './resellers.ts';

export interface LearnFiles {
  readonly orders: string;
  readonly products?: string | undefined;
  /** Milliseconds; undefined: right after the newest order. */
  readonly asOf?: number | undefined;
  readonly now: number;
  readonly merchantDays: number;
  readonly progress?: (file: CsvFile) => void;
}

export interface ProductInfo extends ProductTraits {
  readonly title: string;
}

export interface LearnedShop {
  readonly asOf: number;
  readonly history: History;
  readonly reorders: LearnedReorders;
  readonly companions: LearnedCompanions;
  /** Order lines that were learned from. */
  readonly lines: number;
  readonly infoOf: (sku: string) => ProductInfo;
  readonly skipped: Skipped;
}

const readInfo = async (file: string | undefined): Promise<Map<string, ProductInfo>> => {
  const infos = new Map<string, ProductInfo>();
  if (file !== undefined)
    await readProducts(file, ({ sku, title, type, vendor }) => infos.set(sku, { title, type, vendor }));
  return infos;
};

/** Reads the files and learns from them. Rejects with `usage_wrong` for wrong files. */
export const learnShop = async (files: LearnFiles): Promise<LearnedShop> => {
  const infos = await readInfo(files.products);
  const skipped = createSkipped();
  const builder = createHistory();
  let newest = 0;
  await readOrders(
    files.orders,
    {
      skipped,
      before: files.asOf ?? Infinity,
      now: files.now,
      ...(files.progress && { progress: files.progress }),
    },
    ({ nth, customer, at, sku, quantity, cell }) => {
      if (!infos.has(sku)) infos.set(sku, { title: cell('Lineitem name'), vendor: cell('Vendor') });
      builder.add({ customer, order: nth, productId: sku, at, quantity });
      newest = Math.max(newest, at);
    },
  );
  const history = withoutResellers(builder.build(), skipped);
  const asOf = files.asOf ?? newest + 1;
  const infoOf = (sku: string): ProductInfo => infos.get(sku) ?? { title: sku };
  const reorders = learnReorders(history, { asOf, traitsOf: infoOf, merchantDays: files.merchantDays });
  const horizonDays = lengths.horizon * reorders.rhythm.intervalDays;
  const companions = learnCompanions(history, { asOf, horizonDays });
  return { asOf, history, reorders, companions, lines: history.size, infoOf, skipped };
};
