import type { Product, Variant } from '../../../shop/catalog.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import { stampOf } from '../../../shop/stamp.ts';
import type { ProductRow } from '../csv/products-csv.ts';
import { decimalOf } from './imported-order.ts';
import type { ImportedLine } from './imported-order.ts';

type ImportedProduct = Omit<Product, 'shop'>;

/** Older than anything a platform says: what a file says of a product holds until somebody knows better. */
const everBefore = new Date(0);

export const productFact = (product: ImportedProduct): StoreFact => ({
  kind: 'product',
  product,
  stamp: stampOf({ updatedAt: everBefore, digest: '' }),
});

const idOf = (handle: string): string => `import:${handle}`;

/** Untracked stock, and more than is sold without stock, can be bought. */
const isAvailable = ({ cell }: ProductRow): boolean | undefined => {
  const stock = Number(cell('Variant Inventory Qty') || Number.NaN);
  if (cell('Variant Inventory Tracker') === '' || cell('Variant Inventory Policy') === 'continue')
    return true;
  return Number.isFinite(stock) ? stock > 0 : undefined;
};

const variantOf = (row: ProductRow): Variant => ({
  id: `import:${row.sku}`,
  title: '',
  price: decimalOf(row.cell('Variant Price')),
  sku: row.sku,
  available: isAvailable(row),
});

const statusOf = (text: string): Product['status'] =>
  text === 'draft' || text === 'archived' ? text : 'active';

/** One product of the file of products, from all its rows. */
export const productOfRows = (rows: readonly ProductRow[]): ImportedProduct | undefined => {
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    id: idOf(first.handle),
    title: first.title,
    handle: first.handle,
    vendor: first.vendor || undefined,
    productType: first.type || undefined,
    imageUrl: first.head('Image Src') || undefined,
    status: statusOf(first.head('Status').toLowerCase()),
    variants: rows.map(variantOf),
    updatedAt: everBefore,
  };
};

/** What order lines say of a product that no list of products has: enough to learn of it, not to suggest it. */
export const productOfLine = ({ sku, title, vendor, price }: ImportedLine): ImportedProduct => ({
  id: idOf(sku),
  title,
  vendor,
  status: 'active',
  variants: [{ id: `import:${sku}`, title: '', price, sku }],
  updatedAt: everBefore,
});
