import { asContactId, asShopId } from '../../lib/brand.ts';
import type { Checkout, LineItem, Order, Product } from '../../shop/catalog.ts';
import type { Contact } from '../../shop/contact.ts';
import type { Shop } from '../../shop/shop.ts';
import type { StoreEvent, StoreEventType } from '../../shop/store-event.ts';

export const shopId = asShopId('lumen.example');
export const ada = asContactId('ada');
export const bob = asContactId('bob');

const start = Date.parse('2026-03-02T10:00:00Z');
const minuteMs = 60_000;

/** Minutes after Monday, 2 March 2026, 10:00 UTC. */
export const minute = (minutes: number): Date => new Date(start + minutes * minuteMs);
export const hour = (hours: number): Date => minute(hours * 60);
export const day = (days: number): Date => hour(days * 24);

export const aShop = (changes: Partial<Shop> = {}): Shop => ({
  id: shopId,
  platform: 'shopify',
  status: 'installed',
  installedAt: day(-400),
  name: 'Lumen',
  url: 'https://lumen.example',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  locale: 'en-GB',
  countryCode: 'DE',
  sender: { name: 'Lumen', address: 'hello@lumen.example' },
  postalAddress: 'Lumen, Hafenstr. 1, Hamburg',
  theme: { color: '#224466', fontFamily: 'sans-serif' },
  frequencyCap: { count: 4, within: 'P7D' },
  ...changes,
});

export const aContact = (changes: Partial<Contact> = {}): Contact => ({
  id: ada,
  shop: shopId,
  address: 'ada@example.com',
  customerIds: ['c-ada'],
  firstName: 'Ada',
  createdAt: day(-300),
  ...changes,
});

export const aLine = (productId: string, changes: Partial<LineItem> = {}): LineItem => ({
  productId,
  variantId: `${productId}-v`,
  title: `Product ${productId}`,
  vendor: 'North Loom',
  quantity: 1,
  price: '12.00',
  ...changes,
});

export const aCheckout = (changes: Partial<Checkout> = {}): Checkout => ({
  shop: shopId,
  token: 'checkout-a',
  cartToken: 'cart-a',
  contact: ada,
  address: 'ada@example.com',
  recoveryUrl: 'https://lumen.example/recover?key=1&x=%20',
  lines: [aLine('soap')],
  total: { amount: '12.00', currency: 'EUR' },
  createdAt: minute(0),
  updatedAt: minute(0),
  ...changes,
});

export const anOrder = (changes: Partial<Order> = {}): Order => ({
  shop: shopId,
  id: 'order-1',
  name: '#1001',
  contact: ada,
  address: 'ada@example.com',
  customerId: 'c-ada',
  lines: [aLine('soap')],
  total: { amount: '12.00', currency: 'EUR' },
  placedAt: minute(20),
  updatedAt: minute(20),
  test: false,
  refundedProductIds: [],
  ...changes,
});

export const aProduct = (id: string, changes: Partial<Product> = {}): Product => ({
  shop: shopId,
  id,
  title: `Product ${id}`,
  handle: id,
  vendor: 'North Loom',
  productType: 'Bath',
  imageUrl: `https://cdn.example/${id}.png`,
  status: 'active',
  variants: [{ id: `${id}-v`, title: 'Default Title', price: '12.00', available: true }],
  updatedAt: day(-100),
  ...changes,
});

export const anEvent = (
  type: StoreEventType,
  about: string,
  changes: Partial<StoreEvent> = {},
): StoreEvent => ({
  id: `${type}:${about}:${changes.at?.toISOString() ?? ''}`,
  shop: shopId,
  type,
  about,
  contact: ada,
  at: minute(0),
  data: {},
  sources: ['webhook'],
  ...changes,
});
