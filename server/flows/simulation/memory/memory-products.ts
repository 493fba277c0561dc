import type { ShopId } from '../../../lib/brand.ts';
import type { Product } from '../../../shop/catalog.ts';
import { skuPairs } from '../../../shop/products.repository.ts';
import type { ProductRepository } from '../../../shop/products.repository.ts';
import { toldStock, withStock } from '../../../shop/variant-stock.ts';
import type { ToldStock } from '../../../shop/variant-stock.ts';
import { createVersionedShelf, earliest, has } from './versioned-shelf.ts';

type Details = Omit<Product, 'shop' | 'deletedAt'>;

interface SideFacts {
  deletedAt: Date | undefined;
  stock: Readonly<Record<string, ToldStock>>;
}

const isOnSale = ({ status, deletedAt }: Product): boolean => status === 'active' && deletedAt === undefined;

/** One shop's products. */
export const createMemoryProducts = (shop: ShopId): ProductRepository => {
  const shelf = createVersionedShelf<Details, SideFacts>(() => ({ deletedAt: undefined, stock: {} }));
  const read = (ids: Iterable<string>): readonly Product[] =>
    [...new Set(ids)].toSorted().flatMap((id) => {
      const row = shelf.rows.get(id);
      if (row?.details === undefined) return [];
      const variants = withStock(row.details, row.stock);
      return [{ ...row.details, variants, shop, deletedAt: row.deletedAt }];
    });
  const onSale = (limit: number, wanted: (product: Product) => boolean): readonly Product[] =>
    read(shelf.rows.keys())
      .filter((product) => isOnSale(product) && wanted(product))
      .slice(0, limit);
  return {
    applyMany: async (_shop, versions) => {
      for (const { product, stamp } of versions) {
        const { deletedAt, ...details } = product;
        const row = shelf.put(product.id, stamp, details);
        row.deletedAt = earliest(row.deletedAt, deletedAt);
      }
    },
    markDeleted: async (_shop, id, at) => {
      const row = shelf.at(id);
      row.deletedAt = earliest(row.deletedAt, at);
    },
    tellStock: async (_shop, stock) => {
      const row = shelf.at(stock.productId);
      const told = toldStock(stock);
      const isNewer = (row.stock[stock.variantId]?.stamp ?? '') < told.stamp;
      if (isNewer) row.stock = { ...row.stock, [stock.variantId]: told };
    },
    findMany: async (_shop, ids) => read(ids),
    findByVendors: async (_shop, vendors, limit) => onSale(limit, ({ vendor }) => has(vendors, vendor)),
    idsByTypes: async (_shop, types) => {
      const ids = Map.groupBy(
        onSale(Infinity, ({ productType }) => has(types, productType)),
        ({ productType }) => productType ?? '',
      );
      return new Map(
        [...ids].filter(([, of]) => of.length <= 50).map(([type, of]) => [type, of.map(({ id }) => id)]),
      );
    },
    idsBySkus: async (_shop, skus) => skuPairs(read(shelf.rows.keys()), skus),
    search: async (_shop, text, limit) =>
      onSale(limit, ({ title }) => title.toLowerCase().includes(text.toLowerCase())),
    deleteAll: async () => shelf.rows.clear(),
  };
};
