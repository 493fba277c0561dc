import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isInStock, isOffered } from '../availability.ts';
import { loadFirstNames, loadProducts } from '../content-sources.ts';
import { offeredVariant, productCard } from '../product-card.ts';
import type { BrowseFacts } from './trigger.ts';

type Content = MailContent | { readonly none: SkipReason };

const alternativeCount = 3;
const candidates = 24;

const isPresentable = (product: Product): boolean =>
  isOffered(product) &&
  isInStock(product) &&
  product.imageUrl !== undefined &&
  offeredVariant(product) !== undefined;

/** Of the same maker, the same type first; in a fixed order, so that a mail made twice is the same. */
const alternativesTo = (product: Product, others: readonly Product[]): readonly Product[] => {
  const nearness = (other: Product): number => Number(other.productType !== product.productType);
  return others
    .filter((other) => other.id !== product.id && other.vendor === product.vendor && isPresentable(other))
    .toSorted((a, b) => nearness(a) - nearness(b) || (a.id < b.id ? -1 : 1))
    .slice(0, alternativeCount);
};

const contentOf = (
  product: Product | undefined,
  { shop, others, firstName }: { shop: Shop; others: readonly Product[]; firstName: string },
): Content => {
  if (product === undefined || !isOffered(product)) return { none: 'nothing_to_buy' };
  if (!isInStock(product)) return { none: 'out_of_stock' };
  const card = productCard(shop, product);
  return {
    customer: { firstName },
    actionUrl: card.url,
    lines: [card],
    suggestions: alternativesTo(product, others).map((other) => productCard(shop, other)),
    words: { productTitle: card.title },
  };
};

export const browseContent = async (
  facts: Pick<BrowseFacts, 'contacts' | 'products'>,
  shop: Shop,
  enrollments: readonly Enrollment[],
): Promise<ReadonlyMap<EnrollmentId, Content>> => {
  const [products, names] = await Promise.all([
    loadProducts(
      facts.products,
      shop.id,
      enrollments.map(({ about }) => about),
    ),
    loadFirstNames(
      facts.contacts,
      shop.id,
      enrollments.map(({ contact }) => contact),
    ),
  ]);
  const vendors = [...new Set([...products.values()].flatMap(({ vendor }) => vendor ?? []))];
  const others =
    vendors.length === 0
      ? []
      : await facts.products.findByVendors(shop.id, vendors, candidates * vendors.length);
  return new Map(
    enrollments.map(({ id, about, contact }) => [
      id,
      contentOf(products.get(about), { shop, others, firstName: names.get(contact) ?? '' }),
    ]),
  );
};
