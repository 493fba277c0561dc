import type { EnrollmentId } from '../../lib/brand.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isBuyable } from '../availability.ts';
import { loadFirstNames, loadProducts } from '../content-sources.ts';
import { productCard } from '../product-card.ts';
import { sampleCards } from '../sample-cards.ts';
import type { ShopFacts } from '../shop-facts.ts';

export type ContentFacts = Pick<ShopFacts, 'contacts' | 'products'>;

const productIdsOf = ({ productIds }: JsonObject): readonly string[] =>
  Array.isArray(productIds) ? productIds.filter((id) => typeof id === 'string') : [];

const contentOf = (
  shop: Shop,
  { variables }: Enrollment,
  known: { readonly firstName: string; readonly products: ReadonlyMap<string, Product> },
): MailContent => {
  const shown = productIdsOf(variables)
    .map((id) => known.products.get(id))
    .filter((product) => product !== undefined && isBuyable(product));
  const lines = shown.flatMap((product) => (product === undefined ? [] : [productCard(shop, product)]));
  return {
    customer: { firstName: known.firstName },
    actionUrl: lines[0]?.url ?? shop.url,
    lines,
    suggestions: [],
    words: { shopName: shop.name },
  };
};

/** A name, a way into the shop, and the products of what began it as far as they can be bought. */
export const plainContent = async (
  facts: ContentFacts,
  shop: Shop,
  enrollments: readonly Enrollment[],
): Promise<ReadonlyMap<EnrollmentId, MailContent>> => {
  const contacts = enrollments.map(({ contact }) => contact);
  const ids = enrollments.flatMap(({ variables }) => productIdsOf(variables));
  const [names, products] = await Promise.all([
    loadFirstNames(facts.contacts, shop.id, contacts),
    loadProducts(facts.products, shop.id, ids),
  ]);
  return new Map(
    enrollments.map((enrollment) => {
      const firstName = names.get(enrollment.contact) ?? '';
      return [enrollment.id, contentOf(shop, enrollment, { firstName, products })];
    }),
  );
};

export const plainSample = (shop: Shop): MailContent => ({
  customer: { firstName: 'Ada' },
  actionUrl: shop.url,
  lines: sampleCards(shop),
  suggestions: [],
  words: { shopName: shop.name },
});
