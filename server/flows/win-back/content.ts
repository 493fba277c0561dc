import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent } from '../../mail/flow-port.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isBuyable } from '../availability.ts';
import { loadFirstNames, loadProducts, productIdsOf } from '../content-sources.ts';
import { formatAgo, formatDay } from '../format-for-shop.ts';
import { productCard } from '../product-card.ts';
import { textVariable } from '../read-variables.ts';
import { sampleCards } from '../sample-cards.ts';
import type { WinBackFacts } from './trigger.ts';

interface Sources {
  readonly shop: Shop;
  readonly order: Order | undefined;
  readonly products: ReadonlyMap<string, Product>;
  readonly firstName: string;
  readonly now: Date;
}

/** What they bought last, as far as it can be bought today, and the way into the shop. */
const contentOf = ({ anchorAt, variables }: Enrollment, sources: Sources): MailContent => {
  const { shop, order, products, firstName, now } = sources;
  const lines = productIdsOf(order?.lines ?? []).flatMap((id) => {
    const product = products.get(id);
    return product !== undefined && isBuyable(product) ? [productCard(shop, product)] : [];
  });
  return {
    customer: { firstName },
    actionUrl: shop.url,
    lines,
    suggestions: [],
    words: {
      shopName: shop.name,
      lastPurchasedAt: formatDay(anchorAt, shop),
      boughtAgo: formatAgo(anchorAt, now, shop.locale),
      numberOf: textVariable(variables, 'numberOf') ?? 'merchant',
    },
  };
};

export const winBackContent = async (
  facts: WinBackFacts,
  shop: Shop,
  { enrollments, now }: { readonly enrollments: readonly Enrollment[]; readonly now: Date },
): Promise<ReadonlyMap<EnrollmentId, MailContent>> => {
  const abouts = enrollments.map(({ about }) => about);
  const orders = new Map((await facts.orders.findMany(shop.id, abouts)).map((order) => [order.id, order]));
  const bought = productIdsOf([...orders.values()].flatMap(({ lines }) => lines));
  const [products, names] = await Promise.all([
    loadProducts(facts.products, shop.id, bought),
    loadFirstNames(
      facts.contacts,
      shop.id,
      enrollments.map(({ contact }) => contact),
    ),
  ]);
  return new Map(
    enrollments.map((enrollment) => {
      const order = orders.get(enrollment.about);
      const firstName = names.get(enrollment.contact) ?? '';
      return [enrollment.id, contentOf(enrollment, { shop, order, products, firstName, now })];
    }),
  );
};

export const winBackSample = (shop: Shop): MailContent => ({
  customer: { firstName: 'Ada' },
  actionUrl: shop.url,
  lines: sampleCards(shop),
  suggestions: [],
  words: {
    shopName: shop.name,
    lastPurchasedAt: formatDay(new Date('2026-04-07T12:00:00Z'), shop),
    boughtAgo: '7 months ago',
    numberOf: 'merchant',
  },
});
