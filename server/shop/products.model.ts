import type { Connection, mongo } from 'mongoose';
import type { Product } from './catalog.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';
import type { ToldStock } from './variant-stock.ts';
import type { VersionedRow } from './versioned-row.ts';

export type ProductDetails = Omit<Product, 'shop' | 'deletedAt'>;

export interface ProductRow extends VersionedRow<ProductDetails> {
  deletedAt?: Date | undefined;
  /** By variant: what was last told of its stock alone. */
  stock?: Record<string, ToldStock> | undefined;
}

export const productRows = (connection: Connection): mongo.Collection<ProductRow> =>
  rowsOf(connection, 'products');

export const productIndexes: IndexPlan = {
  collection: 'products',
  indexes: [
    { key: { shop: 1, 'details.vendor': 1 }, ...where('details.vendor') },
    { key: { shop: 1, 'details.productType': 1 }, ...where('details.productType') },
  ],
};
