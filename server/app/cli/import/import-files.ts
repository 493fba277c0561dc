import type { ShopId } from '../../../lib/brand.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import type { OrderRepository } from '../../../shop/orders.repository.ts';
import type { ProductRepository } from '../../../shop/products.repository.ts';
import type { RecordFacts } from '../../../shop/record-facts.ts';
import { readCsvDate } from '../csv/csv-date.ts';
import type { CsvFile } from '../csv/csv-rows.ts';
import { readOrders } from '../csv/orders-csv.ts';
import { readProducts } from '../csv/products-csv.ts';
import type { ProductRow } from '../csv/products-csv.ts';
import { createSkipped } from '../csv/skipped.ts';
import { importedLine, openImportedOrder, orderFacts, orderHeads } from './imported-order.ts';
import type { ImportedOrder } from './imported-order.ts';
import { productFact, productOfLine, productOfRows } from './imported-product.ts';
import { createSkuBook } from './sku-book.ts';
import type { SkuBook } from './sku-book.ts';

export interface ImportDeps {
  readonly record: RecordFacts;
  readonly orders: Pick<OrderRepository, 'findMany'>;
  readonly products: Pick<ProductRepository, 'idsBySkus'>;
}

export interface ImportFiles {
  readonly shop: ShopId;
  /** For orders whose file names none. */
  readonly currency: string;
  readonly orders: string;
  readonly products?: string | undefined;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly progress: (file: CsvFile) => void;
}

export interface Imported {
  readonly orders: number;
  readonly lines: number;
  /** Orders the shop had already, from an earlier import or from the platform. */
  readonly known: number;
  /** Products the shop had not. */
  readonly products: number;
  readonly skipped: Readonly<Record<string, number>>;
  /** Stopped by a signal; the same command goes on. */
  readonly stopped: boolean;
}

const batchSize = 200;

type Write = (facts: readonly StoreFact[]) => Promise<void>;

/** Products the shop has under one of their SKUs are the platform's: they stay as they are. */
const importProducts = async (file: string, book: SkuBook, write: Write): Promise<number> => {
  const byHandle = new Map<string, ProductRow[]>();
  await readProducts(file, (row) => {
    const known = byHandle.get(row.handle);
    if (known === undefined) byHandle.set(row.handle, [row]);
    else known.push(row);
  });
  const groups = [...byHandle.values()];
  let written = 0;
  for (let from = 0; from < groups.length; from += batchSize) {
    const batch = groups.slice(from, from + batchSize);
    await book.find(batch.flat().map(({ sku }) => sku));
    const fresh = batch
      .filter((rows) => rows.every(({ sku }) => book.productOf(sku) === undefined))
      .flatMap((rows) => productOfRows(rows) ?? []);
    for (const { id, variants } of fresh)
      for (const { sku } of variants) if (sku !== undefined) book.note(sku, id);
    await write(fresh.map(productFact));
    written += fresh.length;
  }
  return written;
};

/** Orders as they are read, some at a time: the products they name first, then what the shop does not have of them yet. */
const createOrderWriter = (
  deps: ImportDeps,
  files: ImportFiles,
  { book, write }: { book: SkuBook; write: Write },
) => {
  const written = { orders: 0, lines: 0, known: 0, products: 0 };
  const around = { currency: files.currency, productOf: book.productOf, readDate: readCsvDate };
  const writeProducts = async (orders: readonly ImportedOrder[]): Promise<void> => {
    const lines = orders.flatMap((order) => order.lines);
    await book.find(lines.map(({ sku }) => sku));
    const unknown = new Map(
      lines.flatMap((line) => (book.productOf(line.sku) === undefined ? [[line.sku, line]] : [])),
    );
    const fresh = [...unknown.values()].map(productOfLine);
    for (const [sku, { id }] of [...unknown.keys()].map(
      (sku, place) => [sku, fresh[place] ?? { id: sku }] as const,
    ))
      book.note(sku, id);
    await write(fresh.map(productFact));
    written.products += fresh.length;
  };
  const writeBatch = async (orders: readonly ImportedOrder[]): Promise<void> => {
    const had = new Set(
      (
        await deps.orders.findMany(
          files.shop,
          orders.map(({ id }) => id),
        )
      ).map(({ id }) => id),
    );
    const fresh = orders.filter(({ id }) => !had.has(id));
    written.known += orders.length - fresh.length;
    if (fresh.length === 0) return;
    await writeProducts(fresh);
    await write(fresh.flatMap((order) => orderFacts(order, around)));
    written.orders += fresh.length;
    written.lines += fresh.reduce((sum, { lines }) => sum + lines.length, 0);
  };
  return { written, writeBatch };
};

/**
 * Loads exports into a shop by the way everything a platform says goes: facts, events, journal. Nobody reacts, so no flow begins; what is
 * there already stays as it is, so that the same files can be loaded again, and a stopped run goes on.
 */
export const importFiles = async (deps: ImportDeps, files: ImportFiles): Promise<Imported> => {
  const { shop, now, signal } = files;
  const book = createSkuBook(shop, deps.products);
  const write: Write = async (facts) => {
    if (facts.length > 0) await deps.record(shop, facts, 'import');
  };
  const listed = files.products === undefined ? 0 : await importProducts(files.products, book, write);
  const skipped = createSkipped();
  const { written, writeBatch } = createOrderWriter(deps, files, { book, write });
  const waiting: ImportedOrder[] = [];
  const flush = async (least: number): Promise<void> => {
    while (waiting.length > least && !signal.aborted)
      await writeBatch(waiting.splice(0, Math.min(batchSize, waiting.length - least)));
  };
  await readOrders(
    files.orders,
    {
      skipped, now, before: Infinity, heads: orderHeads,
      // The newest may have more lines to come.
      progress: async (file) => {
        await flush(1);
        files.progress(file);
      },
    },
    (row) => {
      if (waiting.at(-1)?.name !== row.name) waiting.push(openImportedOrder(row));
      waiting.at(-1)?.lines.push(importedLine(row));
    },
  ); // prettier-ignore
  await flush(0);
  return {
    ...written,
    products: written.products + listed,
    skipped: skipped.counts,
    stopped: signal.aborted,
  };
};
