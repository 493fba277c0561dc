import { sampleCustomer, sampleProduct } from '../fake-shopify/far-side-samples.ts';
import type { FarChange, FarLine, FarOrder, FarProduct } from '../fake-shopify/far-side-store.ts';

const product = (id: string, title: string, over: Partial<FarProduct> = {}): FarProduct => ({
  ...sampleProduct,
  id,
  title,
  handle: title.toLowerCase().replaceAll(' ', '-'),
  imageUrl: `https://lumen.example/pictures/${id}.png`,
  variants: [{ id: `${id}1`, title: 'One', price: '12.00', sku: `SKU-${id}`, inventory: 20 }],
  ...over,
});

export const coffee = product('7001', 'Coffee beans', { productType: 'Coffee' });
export const filters = product('7002', 'Paper filters', { productType: 'Filters' });
export const grinder = product('7003', 'Hand grinder', { productType: 'Grinder' });
export const soldOut = product('7004', 'Copper kettle', {
  productType: 'Kettle',
  variants: [{ id: '70041', title: 'One', price: '60.00', sku: 'SKU-7004', inventory: 0 }],
});
/** Nobody bought anything with it, and its vendor sells nothing else. */
export const lonely = product('7005', 'Camera strap', { productType: 'Strap', vendor: 'Solo' });

export const variantOf = (one: FarProduct): string => one.variants[0]?.id ?? '';

const lineOf = (one: FarProduct, n: number): FarLine => ({
  id: `9${n}`,
  productId: one.id,
  variantId: variantOf(one),
  title: one.title,
  variantTitle: null,
  vendor: one.vendor,
  sku: one.variants[0]?.sku ?? '',
  price: one.variants[0]?.price ?? '0.00',
  quantity: 1,
});

const order = (n: number, products: readonly FarProduct[]): FarOrder => ({
  id: `5000${n}`,
  number: 1000 + n,
  token: `past-${n}`,
  checkoutToken: null,
  cartToken: null,
  customerId: `6000${n}`,
  email: `past${n}@example.com`,
  acceptsMarketing: false,
  lines: products.map(lineOf),
  placedAt: '2026-09-01T10:00:00.000Z',
  updatedAt: '2026-09-03T10:00:00.000Z',
  fulfilledAt: '2026-09-03T10:00:00.000Z',
  cancelledAt: null,
  test: false,
});

const customer = (n: number): FarChange => ({
  kind: 'customer',
  value: { ...sampleCustomer, id: `6000${n}`, email: `past${n}@example.com` },
});

/** A year in which filters and the sold-out kettle were bought with coffee, and the grinder alone. */
export const past: readonly FarChange[] = [
  ...[coffee, filters, grinder, soldOut, lonely].map((value): FarChange => ({ kind: 'product', value })),
  ...Array.from({ length: 12 }, (_, n) => customer(n)),
  ...Array.from({ length: 12 }, (_, n): FarChange => {
    const bought = n < 6 ? [coffee, filters, soldOut] : n < 9 ? [grinder] : [coffee];
    return { kind: 'order', value: order(n, bought) };
  }),
];
