import type { EnrollmentId } from '../../lib/brand.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { MailContent, ProductCard } from '../../mail/flow-port.ts';
import type { SkipReason } from '../../mail/message.ts';
import type { Order, Product } from '../../shop/catalog.ts';
import type { Shop } from '../../shop/shop.ts';
import { isInStock, isOffered } from '../availability.ts';
import { loadFirstNames, loadProducts } from '../content-sources.ts';
import { formatAgo, formatDay } from '../format-for-shop.ts';
import { lineCard, productCard } from '../product-card.ts';
import { numberVariable, textVariable } from '../read-variables.ts';
import type { ReplenishmentFacts } from './trigger.ts';

type Content = MailContent | { readonly none: SkipReason };

interface Sources {
  readonly shop: Shop;
  readonly order: Order | undefined;
  readonly product: Product | undefined;
  readonly firstName: string;
  readonly now: Date;
}

/** Today's product and price if we know it, else the line that was bought. */
const cardOf = (productId: string, { shop, order, product }: Sources): ProductCard | undefined => {
  const line = order?.lines.find((one) => one.productId === productId);
  if (product !== undefined) return { ...productCard(shop, product), quantity: line?.quantity };
  if (line === undefined || order === undefined) return undefined;
  return lineCard(line, { shop, currency: order.total.currency, product, fallbackUrl: shop.url });
};

const contentOf = ({ about, anchorAt, variables }: Enrollment, sources: Sources): Content => {
  const { shop, order, product, firstName, now } = sources;
  if (product !== undefined && !isOffered(product)) return { none: 'nothing_to_buy' };
  if (!isInStock(product)) return { none: 'out_of_stock' };
  const card = cardOf(about, sources);
  if (card === undefined) return { none: 'nothing_to_buy' };
  return {
    customer: { firstName },
    actionUrl: card.url,
    lines: [card],
    suggestions: [],
    words: {
      productTitle: card.title,
      quantity: String(numberVariable(variables, 'quantity') ?? 1),
      lastPurchasedAt: formatDay(order?.placedAt ?? anchorAt, shop),
      boughtAgo: formatAgo(order?.placedAt ?? anchorAt, now, shop.locale),
      numberOf: textVariable(variables, 'numberOf') ?? 'merchant',
    },
  };
};

export const replenishmentContent = async (
  facts: ReplenishmentFacts,
  shop: Shop,
  { enrollments, now }: { readonly enrollments: readonly Enrollment[]; readonly now: Date },
): Promise<ReadonlyMap<EnrollmentId, Content>> => {
  const found = await facts.orders.findMany(shop.id, [
    ...new Set(enrollments.map(({ occurrence }) => occurrence)),
  ]);
  const orders = new Map(found.map((order) => [order.id, order]));
  const products = await loadProducts(
    facts.products,
    shop.id,
    enrollments.map(({ about }) => about),
  );
  const names = await loadFirstNames(
    facts.contacts,
    shop.id,
    enrollments.map(({ contact }) => contact),
  );
  return new Map(
    enrollments.map((enrollment) => [
      enrollment.id,
      contentOf(enrollment, {
        shop,
        order: orders.get(enrollment.occurrence),
        product: products.get(enrollment.about),
        firstName: names.get(enrollment.contact) ?? '',
        now,
      }),
    ]),
  );
};
