import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Checkout, LineItem, Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isBuyable } from '../availability.ts';
import { loadFirstNames, loadProducts, productIdsOf } from '../content-sources.ts';
import { formatMoney } from '../format-for-shop.ts';
import { lineCard } from '../product-card.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';

type Content = MailContent | { readonly none: SkipReason };

interface Sources {
  readonly shop: Shop;
  readonly products: ReadonlyMap<string, Product>;
  readonly firstName: string;
}

const productOf = ({ productId }: LineItem, { products }: Sources): Product | undefined =>
  productId === undefined ? undefined : products.get(productId);

const whyNot = (checkout: Checkout, sources: Sources): SkipReason | undefined => {
  if (checkout.deletedAt !== undefined) return 'checkout_gone';
  if (checkout.completedAt !== undefined) return 'already_ordered';
  if (checkout.lines.length === 0) return 'nothing_to_buy';
  if (Number(checkout.total.amount) <= 0) return 'total_zero';
  const left = checkout.lines.some((line) => isBuyable(productOf(line, sources), line.variantId));
  return left ? undefined : 'out_of_stock';
};

const contentOf = (checkout: Checkout, sources: Sources): Content => {
  const none = whyNot(checkout, sources);
  if (none !== undefined) return { none };
  const { shop } = sources;
  const actionUrl = checkout.recoveryUrl ?? shop.url;
  const { currency } = checkout.total;
  return {
    customer: { firstName: sources.firstName },
    actionUrl,
    lines: checkout.lines.map((line) =>
      lineCard(line, { shop, currency, product: productOf(line, sources), fallbackUrl: actionUrl }),
    ),
    total: formatMoney(checkout.total, shop.locale),
    suggestions: [],
    words: {},
  };
};

export const checkoutContent = async (
  facts: AbandonedCheckoutFacts,
  shop: Shop,
  enrollments: readonly Enrollment[],
): Promise<ReadonlyMap<EnrollmentId, Content>> => {
  const found = await facts.checkouts.findMany(
    shop.id,
    enrollments.map(({ about }) => about),
  );
  const byToken = new Map(found.map((checkout) => [checkout.token, checkout]));
  const products = await loadProducts(
    facts.products,
    shop.id,
    productIdsOf(found.flatMap(({ lines }) => lines)),
  );
  const names = await loadFirstNames(
    facts.contacts,
    shop.id,
    enrollments.map(({ contact }) => contact),
  );
  return new Map(
    enrollments.map(({ id, about, contact }) => {
      const checkout = byToken.get(about);
      const sources = { shop, products, firstName: names.get(contact) ?? '' };
      return [id, checkout === undefined ? { none: 'checkout_gone' } : contentOf(checkout, sources)];
    }),
  );
};
