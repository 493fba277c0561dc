import type { ShopId } from '../../lib/brand.ts';
import { loadProducts } from '../content-sources.ts';
import type { ProductFacts } from '../shop-facts.ts';

/** For each of these products the others of its type: who bought one of those has no need of it meanwhile. */
export const loadSubstitutes = async (
  products: Pick<ProductFacts, 'findMany' | 'idsByTypes'>,
  shop: ShopId,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const known = await loadProducts(products, shop, productIds);
  const types = [...new Set([...known.values()].flatMap(({ productType }) => productType ?? []))];
  if (types.length === 0) return new Map();
  const alike = await products.idsByTypes(shop, types);
  return new Map(
    [...known.values()].map(({ id, productType = '' }) => [
      id,
      (alike.get(productType) ?? []).filter((other) => other !== id),
    ]),
  );
};
