import { openCsv } from './csv-rows.ts';
import type { CsvFile } from './csv-rows.ts';
import { findColumns } from './csv-columns.ts';
import type { ColumnOf } from './csv-columns.ts';
import { readCsvDate } from './csv-date.ts';
import type { CsvRow } from './row-scanner.ts';
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
  /** How many orders of the file stand before it. */
  readonly nth: number;
  /** Email, else phone, in lower case. */
  readonly customer: string;
  readonly at: number;
  readonly sku: string;
  readonly quantity: number;
  /** Of this row; only to be asked until the next. */
  readonly cell: (column: OrderColumn) => string;
  /** Of the order's first row; only of columns that were asked for as `heads`. */
  readonly head: (column: OrderColumn) => string;
}

/** The order that rows belong to, and why it is left out, if it is. */
interface OpenOrder {
  readonly name: string;
  readonly nth: number;
  readonly rule: SkipRule | undefined;
  readonly at: number;
  readonly customer: string;
  readonly head: (column: OrderColumn) => string;
}

export interface ReadOptions {
  readonly skipped: Skipped;
  /** Orders at or after it are left out. */
  readonly before: number;
  /** What is later than this can't have happened. */
  readonly now: number;
  /** What of an order's first row is asked for after it. */
  readonly heads?: readonly OrderColumn[] | undefined;
}

const unpaid = new Set(['voided', 'pending', 'expired', 'unpaid']);
/** Shopify's test gateway; its export has no column for test orders. */
const testGateway = /bogus/i;

const ruleOfOrder = (text: (column: OrderColumn) => string): SkipRule | undefined => {
  const status = text('Financial Status').toLowerCase();
  if (testGateway.test(text('Payment Method'))) return 'test_order';
  if (text('Cancelled at') !== '') return 'cancelled';
  if (status === 'refunded') return 'refunded';
  return unpaid.has(status) ? 'not_paid' : undefined;
};

const ruleOfTime = (at: number | undefined, { before, now }: ReadOptions): SkipRule | undefined => {
  if (at === undefined) return 'date_unreadable';
  if (at > now) return 'date_in_future';
  return at >= before ? 'after_as_of' : undefined;
};

const openOrder = (
  text: (column: OrderColumn) => string,
  name: string,
  context: ReadOptions & { seen: Set<string> },
): OpenOrder => {
  const at = readCsvDate(text('Created at'));
  const customer = (text('Email') || text('Phone').replace(/[^\d+]/g, '')).toLowerCase();
  const isRepeated = context.seen.has(name);
  const nth = context.seen.size;
  context.seen.add(name);
  const rule = isRepeated
    ? 'duplicate_order'
    : (ruleOfOrder(text) ??
      ruleOfTime(at, context) ??
      (customer === '' ? 'guest_without_contact' : undefined));
  const heads = new Map(context.heads?.map((column) => [column, text(column)]));
  return { name, nth, rule, at: at ?? 0, customer, head: (column) => heads.get(column) ?? '' };
};

/** Nobody orders a million of anything: a number beyond that is something else, or broken. */
const largestQuantity = 1_000_000;

const quantityOf = (text: string): number | SkipRule => {
  const quantity = text === '' ? Number.NaN : Number(text);
  if (!(quantity <= largestQuantity)) return 'quantity_unreadable';
  return quantity > 0 ? quantity : 'quantity_not_positive';
};

/** A first row says what only first rows say; later rows of an order leave it empty. */
const onlyFirstRows = ['Financial Status', 'Total', 'Id'] as const;

/** Rows of one file; rows of one order stand together, as Shopify writes them. */
const createRowReader = (
  columnOf: ColumnOf<OrderColumn>,
  options: ReadOptions,
  take: (line: OrderRow) => void,
) => {
  const context = { ...options, seen: new Set<string>() };
  let row: CsvRow | undefined;
  let order: OpenOrder | undefined;
  const cell = (column: OrderColumn): string => row?.text(columnOf(column)) ?? '';
  const isFilled = (column: OrderColumn): boolean => row?.isBlank(columnOf(column)) === false;
  const lineOf = ({ name, nth, rule, at, customer, head }: OpenOrder): OrderRow | SkipRule => {
    if (rule !== undefined) return rule;
    const quantity = quantityOf(cell('Lineitem quantity'));
    if (typeof quantity === 'string') return quantity;
    const sku = cell('Lineitem sku') || cell('Lineitem name');
    return sku === '' ? 'no_product' : { name, nth, customer, at, sku, quantity, cell, head };
  };
  return (next: CsvRow): void => {
    row = next;
    const name = cell('Name');
    if (name === '') return options.skipped.add('row_broken');
    if (order?.name !== name || onlyFirstRows.some(isFilled)) order = openOrder(cell, name, context);
    const line = lineOf(order);
    if (typeof line === 'string') options.skipped.add(line);
    else take(line);
  };
};

/**
 * Calls back with every order line that counts, in the file's order; what doesn't is counted by its rule. Rejects with `usage_wrong`
 * for a file that is something else, saying what was expected.
 */
export const readOrders = async (
  path: string,
  options: ReadOptions & { readonly progress?: ((file: CsvFile) => Promise<void> | void) | undefined },
  take: (line: OrderRow) => void,
): Promise<void> => {
  const file = await openCsv(path);
  let read: ((row: CsvRow) => void) | undefined;
  await file.each({
    row: (row) => {
      if (read === undefined) read = createRowReader(findColumns(path, row, expected), options, take);
      else read(row);
    },
    broken: () => options.skipped.add('row_broken'),
    progress: () => options.progress?.(file),
  });
  if (read === undefined)
    throw new EncoreError('usage_wrong', { message: `${path} is empty; expected ${expected.what}` });
};
