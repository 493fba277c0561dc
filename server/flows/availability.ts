import type { Product } from '../shop/catalog.ts';

export const isOffered = (product: Product): boolean =>
  product.status === 'active' && product.deletedAt === undefined;

/**
 * Whether it is in stock, in this variant if one is named. Stock nobody told us of counts as there; so does a product
 * that we do not know.
 */
export const isInStock = (product: Product | undefined, variantId?: string): boolean => {
  if (product === undefined) return true;
  const named = product.variants.find(({ id }) => id === variantId);
  const asked = named === undefined ? product.variants : [named];
  return asked.length === 0 || asked.some(({ available }) => available !== false);
};

export const isBuyable = (product: Product | undefined, variantId?: string): boolean =>
  product === undefined || (isOffered(product) && isInStock(product, variantId));
