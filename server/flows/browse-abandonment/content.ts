import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isInStock, isOffered } from '../availability.ts';
import { loadFirstNames, loadProducts } from '../content-sources.ts';
import { productCard } from '../product-card.ts';
import { loadSimilar, similarTo } from '../similar-products.ts';
import type { BrowseFacts } from './trigger.ts';

type Content = MailContent | { readonly none: SkipReason };

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
    suggestions: similarTo([product], others).map((other) => productCard(shop, other)),
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
  const others = await loadSimilar(facts.products, shop.id, [...products.values()]);
  return new Map(
    enrollments.map(({ id, about, contact }) => [
      id,
      contentOf(products.get(about), { shop, others, firstName: names.get(contact) ?? '' }),
    ]),
  );
};
