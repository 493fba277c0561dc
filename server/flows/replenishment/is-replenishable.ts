import type { LineItem, Product } from '../../shop/catalog.ts';

const notUsedUp = /gift\s*card|voucher|donation|service|shipping|insurance|warranty|tip/i;

/** Everything runs out some day, but for what is no product at all. Learned repeat rates will narrow this. */
export const isReplenishable = (line: LineItem, product: Product | undefined): boolean => {
  if (line.productId === undefined) return false;
  return !notUsedUp.test(product?.productType ?? '') && !/\bgift\s*card\b/i.test(line.title);
};
