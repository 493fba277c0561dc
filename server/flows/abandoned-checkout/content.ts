import type { ContactId, EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Checkout, LineItem, Product } from '../../shop/catalog.ts';
import type { Contact } from '../../shop/contact.ts';
import type { Shop } from '../../shop/shop.ts';
import { isBuyable } from '../availability.ts';
import { loadProducts, productIdsOf } from '../content-sources.ts';
import { formatMoney } from '../format-for-shop.ts';
import { lineCard, productCard } from '../product-card.ts';
import type { OtherFlows, SaidElsewhere } from '../said-elsewhere.ts';
import { loadSimilar, similarTo } from '../similar-products.ts';
import type { AbandonedCheckoutFacts } from './trigger.ts';

type Content = MailContent | { readonly none: SkipReason };

/** What a flow about checkouts has beyond the checkout. */
export interface Beyond {
  /** Products like those in the cart go along. */
  readonly similar: boolean;
  /** Flows that may have reminded of the same checkout. */
  readonly others: OtherFlows;
  readonly said?: SaidElsewhere | undefined;
}

interface Sources {
  readonly shop: Shop;
  readonly similar: readonly Product[];
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
    suggestions: similarTo(
      checkout.lines.flatMap((line) => productOf(line, sources) ?? []),
      sources.similar,
    ).map((product) => productCard(shop, product)),
    words: {},
  };
};

/** Somebody else has taken it over since: another address was typed in. Their own enrollment speaks of it. */
const isAnothers = (checkout: Checkout, contact: ContactId, known: Contact | undefined): boolean =>
  checkout.contact !== undefined && checkout.contact !== contact && checkout.contact !== known?.id;

export const checkoutContent = async (
  facts: AbandonedCheckoutFacts,
  { shop, beyond }: { readonly shop: Shop; readonly beyond: Beyond },
  enrollments: readonly Enrollment[],
): Promise<ReadonlyMap<EnrollmentId, Content>> => {
  const tokens = enrollments.map(({ about }) => about);
  const people = [...new Set(enrollments.map(({ contact }) => contact))];
  const found = await facts.checkouts.findMany(shop.id, tokens);
  const byToken = new Map(found.map((checkout) => [checkout.token, checkout]));
  const [products, contacts, said] = await Promise.all([
    loadProducts(facts.products, shop.id, productIdsOf(found.flatMap(({ lines }) => lines))),
    facts.contacts.findMany(shop.id, people),
    beyond.said?.(shop.id, enrollments, beyond.others),
  ]);
  const similar = beyond.similar ? await loadSimilar(facts.products, shop.id, [...products.values()]) : [];
  return new Map(
    enrollments.map(({ id, about, contact }) => {
      const checkout = byToken.get(about);
      const known = contacts.get(contact);
      if (checkout === undefined || isAnothers(checkout, contact, known))
        return [id, { none: 'checkout_gone' }];
      if (said?.has(id) === true) return [id, { none: 'reminded_elsewhere' }];
      const firstName = known?.firstName ?? '';
      return [id, contentOf(checkout, { shop, products, similar, firstName })];
    }),
  );
};
