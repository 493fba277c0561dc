import { EncoreError } from '../../../lib/errors.ts';
import { findColumns } from './csv-columns.ts';
import type { ColumnOf } from './csv-columns.ts';
import { openCsv } from './csv-rows.ts';
import type { CsvRow } from './row-scanner.ts';

const names = [
  'Handle', 'Title', 'Vendor', 'Type', 'Variant SKU', 'Variant Price', 'Variant Inventory Qty',
  'Variant Inventory Tracker', 'Variant Inventory Policy', 'Image Src', 'Status', 'Gift Card',
] as const; // prettier-ignore
export type ProductColumn = (typeof names)[number];

const expected = {
  names,
  required: [
    ['Handle', 'Title'],
    ['Variant SKU', 'Title'],
  ],
  what: 'an export of products as Shopify writes it',
} as const;

/** One variant, with what its product's first row said. */
export interface ProductRow {
  readonly handle: string;
  /** The variant's SKU, else the product's title: what order lines name it by. */
  readonly sku: string;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly cell: (column: ProductColumn) => string;
  readonly head: (column: ProductColumn) => string;
}

type CellOf = (row: readonly string[], column: ProductColumn) => string;

const rowOf = (cell: CellOf, row: readonly string[], first: readonly string[]): ProductRow => ({
  handle: cell(first, 'Handle') || cell(first, 'Title'),
  sku: cell(row, 'Variant SKU') || cell(first, 'Title'),
  title: cell(first, 'Title'),
  vendor: cell(first, 'Vendor'),
  type: cell(first, 'Type'),
  cell: (column) => cell(row, column),
  head: (column) => cell(first, column),
});

/** Rows that only add a picture have neither a SKU nor a price. */
const isVariant = (cell: CellOf, row: readonly string[], isFirst: boolean): boolean =>
  isFirst || cell(row, 'Variant SKU') !== '' || cell(row, 'Variant Price') !== '';

const createRowReader = (columnOf: ColumnOf<ProductColumn>, take: (product: ProductRow) => void) => {
  const places = names.map(columnOf);
  const cell: CellOf = (row, column) => row[names.indexOf(column)] ?? '';
  let first: readonly string[] = [];
  return (row: CsvRow): void => {
    const cells = places.map((place) => row.text(place));
    const isFirst = cell(cells, 'Title') !== '' || cell(cells, 'Handle') !== cell(first, 'Handle');
    if (isFirst) first = cells;
    if (isVariant(cell, cells, isFirst)) take(rowOf(cell, cells, first));
  };
};

/** Calls back with every variant. Rejects with `usage_wrong` for a file that is something else. */
export const readProducts = async (path: string, take: (product: ProductRow) => void): Promise<void> => {
  const file = await openCsv(path);
  let read: ((row: CsvRow) => void) | undefined;
  await file.each({
    row: (row) => {
      if (read === undefined) read = createRowReader(findColumns(path, row, expected), take);
      else read(row);
    },
  });
  if (read === undefined)
    throw new EncoreError('usage_wrong', { message: `${path} is empty; expected ${expected.what}` });
};
