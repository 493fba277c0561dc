import { openCsv } from './csv-rows.ts';
import type { CsvFile } from './csv-rows.ts';
import { findColumns } from './csv-columns.ts';
import type { CellOf } from './csv-columns.ts';
import { readCsvDate } from './csv-date.ts';
import type { SkipRule, Skipped } from './skipped.ts';
import { EncoreError } from '../../../lib/errors.ts';

const names = [
  'Name', 'Email', 'Phone', 'Financial Status', 'Cancelled at', 'Created at', 'Payment Method', 'Currency',
  'Lineitem quantity', 'Lineitem name', 'Lineitem sku', 'Lineitem price', 'Vendor', 'Id',
  'Accepts Marketing', 'Total', 'Discount Code', 'Fulfilled at', 'Billing Name', 'Billing Country',
] as const; // prettier-ignore
export type OrderColumn = (typeof names)[number];

const expected = {
  names,
  required: [
    ['Name'],
    ['Email', 'Phone'],
    ['Created at'],
    ['Lineitem quantity'],
    ['Lineitem sku', 'Lineitem name'],
  ],
  what: 'an export of orders as Shopify writes it',
} as const;

/** One line of one order, with what the order's first row said. */
export interface OrderRow {
  readonly name: string;
  /** Email, else phone, in lower case. */
  readonly customer: string;
  readonly at: number;
  readonly sku: string;
  readonly title: string;
  readonly vendor: string;
  readonly quantity: number;
  readonly cell: (column: OrderColumn) => string;
  /** The same for what only an order's first row says. */
  readonly head: (column: OrderColumn) => string;
}

/** The order that rows belong to: its first row's cells, and why it is left out, if it is. */
interface OpenOrder {
  readonly name: string;
  readonly row: readonly string[];
  readonly rule: SkipRule | undefined;
  readonly at: number;
  readonly customer: string;
}

export interface ReadOptions {
  readonly skipped: Skipped;
  /** Orders at or after it are left out. */
  readonly before: number;
  /** What is later than this can't have happened. */
  readonly now: number;
}

const unpaid = new Set(['voided', 'pending', 'expired', 'unpaid']);
/** Shopify's test gateway; its export has no column for test orders. */
const testGateway = /bogus/i;

type Cell = CellOf<OrderColumn>;

const ruleOfOrder = (cell: Cell, row: readonly string[]): SkipRule | undefined => {
  const status = cell(row, 'Financial Status').toLowerCase();
  if (testGateway.test(cell(row, 'Payment Method'))) return 'test_order';
  if (cell(row, 'Cancelled at') !== '') return 'cancelled';
  if (status === 'refunded') return 'refunded';
  return unpaid.has(status) ? 'not_paid' : undefined;
};

const ruleOfTime = (at: number | undefined, { before, now }: ReadOptions): SkipRule | undefined => {
  if (at === undefined) return 'date_unreadable';
  if (at > now) return 'date_in_future';
  return at >= before ? 'after_as_of' : undefined;
};

const openOrder = (
  cell: Cell,
  row: readonly string[],
  context: ReadOptions & { seen: Set<string> },
): OpenOrder => {
  const name = cell(row, 'Name');
  const at = readCsvDate(cell(row, 'Created at'));
  const customer = (cell(row, 'Email') || cell(row, 'Phone').replace(/[^\d+]/g, '')).toLowerCase();
  const isRepeated = context.seen.has(name);
  context.seen.add(name);
  const rule = isRepeated
    ? 'duplicate_order'
    : (ruleOfOrder(cell, row) ??
      ruleOfTime(at, context) ??
      (customer === '' ? 'guest_without_contact' : undefined));
  return { name, row, rule, at: at ?? 0, customer };
};

/** A first row says what only first rows say; later rows of an order leave it empty. */
const isFirstRow = (cell: Cell, row: readonly string[]): boolean =>
  cell(row, 'Financial Status') !== '' || cell(row, 'Total') !== '' || cell(row, 'Id') !== '';

const quantityOf = (text: string): number | SkipRule => {
  const quantity = text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(quantity)) return 'quantity_unreadable';
  return quantity > 0 ? quantity : 'quantity_not_positive';
};

const lineOf = (cell: Cell, row: readonly string[], order: OpenOrder): OrderRow | SkipRule => {
  if (order.rule !== undefined) return order.rule;
  const quantity = quantityOf(cell(row, 'Lineitem quantity'));
  if (typeof quantity === 'string') return quantity;
  const title = cell(row, 'Lineitem name');
  const sku = cell(row, 'Lineitem sku') || title;
  if (sku === '') return 'no_product';
  const { name, customer, at } = order;
  return {
    name, customer, at, sku, title, quantity,
    vendor: cell(row, 'Vendor'),
    cell: (column) => cell(row, column),
    head: (column) => cell(order.row, column),
  }; // prettier-ignore
};

/** Reads rows in the order they stand in; rows of one order stand together, as Shopify writes them. */
const createReader = (path: string, options: ReadOptions, take: (line: OrderRow) => void) => {
  let cell: Cell | undefined;
  let order: OpenOrder | undefined;
  const context = { ...options, seen: new Set<string>() };
  return {
    sawHeader: () => cell !== undefined,
    read: (row: readonly string[]): void => {
      if (cell === undefined) {
        cell = findColumns(path, row, expected);
        return;
      }
      const name = cell(row, 'Name');
      if (name === '') return options.skipped.add('row_broken');
      if (order?.name !== name || isFirstRow(cell, row)) order = openOrder(cell, row, context);
      const line = lineOf(cell, row, order);
      if (typeof line === 'string') options.skipped.add(line);
      else take(line);
    },
  };
};

/**
 * Calls back with every order line that counts, in the file's order; what doesn't is counted by its rule. Rejects with `usage_wrong`
 * for a file that is something else, saying what was expected.
 */
export const readOrders = async (
  path: string,
  options: ReadOptions & { readonly progress?: (file: CsvFile) => void },
  take: (line: OrderRow) => void,
): Promise<void> => {
  const file = await openCsv(path);
  const reader = createReader(path, options, take);
  await file.each((rows) => {
    for (const row of rows) reader.read(row);
    options.progress?.(file);
  });
  if (!reader.sawHeader())
    throw new EncoreError('usage_wrong', { message: `${path} is empty; expected ${expected.what}` });
};
