import type { Checkout, LineItem, Order, Product } from '../../shop/catalog.ts';
import type { FactOf, PersonFacts } from '../../shop/facts.ts';
import { stampOf } from '../../shop/stamp.ts';

export const builtAt = new Date('2026-03-02T10:00:00.000Z');

export const minutesLater = (minutes: number, from: Date = builtAt): Date =>
  new Date(from.getTime() + minutes * 60_000);

export const buildPerson = (changes: PersonFacts = {}): PersonFacts => ({
  address: 'mara@lumen.example',
  customerId: '9007199254740993111',
  firstName: 'Mara',
  ...changes,
});

export const buildLine = (changes: Partial<LineItem> = {}): LineItem => ({
  productId: 'p1',
  variantId: 'v1',
  title: 'Night lamp',
  vendor: 'Lumen',
  quantity: 1,
  price: '24.00',
  ...changes,
});

type CheckoutChanges = Partial<FactOf<'checkout'>['checkout'] & Pick<Checkout, 'updatedAt'>>;

export const buildCheckoutFact = (
  changes: CheckoutChanges = {},
  person: PersonFacts = buildPerson(),
): FactOf<'checkout'> => {
  const checkout = {
    token: 'checkout-1',
    cartToken: 'cart-1',
    address: person.address,
    customerId: person.customerId,
    recoveryUrl: 'https://lumen.example/recover?key=1',
    lines: [buildLine()],
    total: { amount: '24.00', currency: 'EUR' },
    createdAt: builtAt,
    updatedAt: builtAt,
    ...changes,
  };
  return {
    kind: 'checkout',
    checkout,
    person,
    stamp: stampOf({ updatedAt: checkout.updatedAt, digest: 'c' }),
  };
};

type OrderChanges = Partial<Omit<Order, 'shop' | 'contact'>>;

export const buildOrderFact = (
  changes: OrderChanges = {},
  person: PersonFacts = buildPerson(),
): FactOf<'order'> => {
  const order = {
    id: '5001',
    name: '#1001',
    address: person.address,
    customerId: person.customerId,
    checkoutToken: 'checkout-1',
    cartToken: 'cart-1',
    lines: [buildLine()],
    total: { amount: '24.00', currency: 'EUR' },
    placedAt: builtAt,
    updatedAt: builtAt,
    test: false,
    refundedProductIds: [],
    ...changes,
  };
  return { kind: 'order', order, person, stamp: stampOf({ updatedAt: order.updatedAt, digest: 'o' }) };
};

export const buildProductFact = (changes: Partial<Omit<Product, 'shop'>> = {}): FactOf<'product'> => {
  const product = {
    id: 'p1',
    title: 'Night lamp',
    handle: 'night-lamp',
    vendor: 'Lumen',
    status: 'active' as const,
    variants: [{ id: 'v1', title: 'Amber', price: '24.00', available: true }],
    updatedAt: builtAt,
    ...changes,
  };
  return { kind: 'product', product, stamp: stampOf({ updatedAt: product.updatedAt, digest: 'p' }) };
};
