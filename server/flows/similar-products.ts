import type { ShopId } from '../lib/brand.ts';
import type { Product } from '../shop/catalog.ts';
import { isInStock, isOffered } from './availability.ts';
import { offeredVariant } from './product-card.ts';
import type { ProductFacts } from './shop-facts.ts';

const shown = 3;
const candidates = 24;

const isPresentable = (product: Product): boolean =>
  isOffered(product) &&
  isInStock(product) &&
  product.imageUrl !== undefined &&
  offeredVariant(product) !== undefined;

/** Of the same makers, the same types first; in a fixed order, so that a mail made twice is the same. */
export const similarTo = (products: readonly Product[], others: readonly Product[]): readonly Product[] => {
  const [ids, vendors, types] = [
    new Set(products.map(({ id }) => id)),
    new Set(products.flatMap(({ vendor }) => vendor ?? [])),
    new Set(products.map(({ productType }) => productType)),
  ];
  const nearness = ({ productType }: Product): number => Number(!types.has(productType));
  return others
    .filter(({ id, vendor }) => !ids.has(id) && vendor !== undefined && vendors.has(vendor))
    .filter(isPresentable)
    .toSorted((a, b) => nearness(a) - nearness(b) || (a.id < b.id ? -1 : 1))
    .slice(0, shown);
};

/** What may stand in for any of these. */
export const loadSimilar = async (
  facts: Pick<ProductFacts, 'findByVendors'>,
  shop: ShopId,
  products: readonly Product[],
): Promise<readonly Product[]> => {
  const vendors = [...new Set(products.flatMap(({ vendor }) => vendor ?? []))];
  return vendors.length === 0 ? [] : facts.findByVendors(shop, vendors, candidates * vendors.length);
};
