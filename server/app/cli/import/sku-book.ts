import type { ShopId } from '../../../lib/brand.ts';
import type { ProductRepository } from '../../../shop/products.repository.ts';

/** Which product of the shop a SKU of the file is. */
export interface SkuBook {
  readonly productOf: (sku: string) => string | undefined;
  /** Looks up what was not asked for before. */
  find(skus: readonly string[]): Promise<void>;
  note(sku: string, productId: string): void;
}

export const createSkuBook = (shop: ShopId, products: Pick<ProductRepository, 'idsBySkus'>): SkuBook => {
  const known = new Map<string, string | undefined>();
  return {
    productOf: (sku) => known.get(sku),
    find: async (skus) => {
      const unseen = [...new Set(skus)].filter((sku) => !known.has(sku));
      if (unseen.length === 0) return;
      const found = await products.idsBySkus(shop, unseen);
      for (const sku of unseen) known.set(sku, found.get(sku));
    },
    note: (sku, productId) => void known.set(sku, productId),
  };
};
