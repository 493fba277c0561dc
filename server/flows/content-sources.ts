import type { ContactId, ShopId } from '../lib/brand.ts';
import type { LineItem, Product } from '../shop/catalog.ts';
import type { ContactFacts, ProductFacts } from './shop-facts.ts';

/** A name to greet by; empty where we know none, templates then leave it out. */
export const loadFirstNames = async (
  contacts: ContactFacts,
  shop: ShopId,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, string>> => {
  const found = await contacts.findMany(shop, [...new Set(ids)]);
  return new Map([...found].map(([id, contact]) => [id, contact.firstName ?? '']));
};

export const loadProducts = async (
  products: Pick<ProductFacts, 'findMany'>,
  shop: ShopId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Product>> => {
  const found = await products.findMany(shop, [...new Set(ids)]);
  return new Map(found.map((product) => [product.id, product]));
};

export const productIdsOf = (lines: readonly LineItem[]): readonly string[] => [
  ...new Set(lines.flatMap(({ productId }) => (productId === undefined ? [] : [productId]))),
];
