import { sampleCustomer } from '../fake-shopify/far-side-samples.ts';
import type { FarChange, FarLine, FarOrder, FarProduct } from '../fake-shopify/far-side-store.ts';
import { coffee, filters, grinder, lonely, variantOf } from './past.ts';

const dayMs = 86_400_000;

/** Another coffee: who buys it needs the first no more. */
export const decaf: FarProduct = {
  ...coffee,
  id: '7011',
  title: 'Decaf beans',
  handle: 'decaf-beans',
  variants: [{ id: '70111', title: 'One', price: '13.00', sku: 'SKU-7011', inventory: 20 }],
};
/** Bought with the grinder, a month after it. */
export const brush: FarProduct = {
  ...grinder,
  id: '7012',
  title: 'Grinder brush',
  handle: 'grinder-brush',
  productType: 'Brush',
  variants: [{ id: '70121', title: 'One', price: '9.00', sku: 'SKU-7012', inventory: 20 }],
};

const lineOf = (one: FarProduct, id: string): FarLine => ({
  id,
  productId: one.id,
  variantId: variantOf(one),
  title: one.title,
  variantTitle: null,
  vendor: one.vendor,
  sku: one.variants[0]?.sku ?? '',
  price: one.variants[0]?.price ?? '0.00',
  quantity: 1,
});

interface Bought {
  readonly who: number;
  readonly daysAgo: number;
  readonly products: readonly FarProduct[];
}

const orderOf = ({ who, daysAgo, products }: Bought, n: number, until: number): FarOrder => {
  const placedAt = new Date(until - daysAgo * dayMs).toISOString();
  return {
    id: String(50_000 + n),
    number: 1000 + n,
    token: `learned-${n}`,
    checkoutToken: null,
    cartToken: null,
    customerId: String(60_000 + who),
    email: `past${who}@example.com`,
    acceptsMarketing: true,
    lines: products.map((one, index) => lineOf(one, `${n}${index}9`)),
    placedAt,
    updatedAt: placedAt,
    fulfilledAt: placedAt,
    cancelledAt: null,
    test: false,
  };
};

/** Coffee every thirty days by forty people; a grinder, then its brush a month later, by twenty. */
const bought = (): readonly Bought[] => [
  ...Array.from({ length: 40 }, (_, who) => who).flatMap((who) =>
    [0, 1, 2, 3, 4, 5, 6].map((nth) => ({
      who,
      daysAgo: 220 - nth * (28 + (who % 5)) - (who % 3),
      products: nth === 2 ? [coffee, filters] : [coffee],
    })),
  ),
  ...Array.from({ length: 20 }, (_, n) => 40 + n).flatMap((who) => [
    { who, daysAgo: 200 - who, products: [grinder] },
    { who, daysAgo: 170 - who + (who % 4), products: [brush] },
  ]),
];

/** A year that says when coffee is bought again, and nothing about camera straps. */
export const learnedPast = (until = Date.now()): readonly FarChange[] => {
  const orders = bought().map((one, n) => orderOf(one, n, until));
  const customers = Array.from({ length: 60 }, (_, who): FarChange => {
    const value = { ...sampleCustomer, id: String(60_000 + who), email: `past${who}@example.com` };
    return { kind: 'customer', value };
  });
  return [
    ...[coffee, decaf, filters, grinder, brush, lonely].map((value): FarChange => ({
      kind: 'product',
      value,
    })),
    ...customers,
    ...orders.map((value): FarChange => ({ kind: 'order', value })),
  ];
};
