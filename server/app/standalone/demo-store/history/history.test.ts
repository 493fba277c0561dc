import { describe, expect, it } from '@jest/globals';
import type { FarCustomer, FarOrder } from '../../../../testing/fake-shopify/far-side-store.ts';
import { catalogue, catalogueProducts } from '../catalogue/catalogue.ts';
import { createHistory } from './history.ts';
import { createRandom } from './random.ts';

const until = new Date('2026-11-22T09:00:00Z');
const products = catalogueProducts({ url: 'http://shop.example', createdAt: '2025-10-01T00:00:00.000Z' });
const past = createHistory({ seed: 11, until, products });
const orders = past.flatMap((change): FarOrder[] => (change.kind === 'order' ? [change.value] : []));
const customers = past.flatMap((change): FarCustomer[] => (change.kind === 'customer' ? [change.value] : []));
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Days between one household's purchases of one thing. */
const gapsOf = (title: string): readonly number[] => {
  const last = new Map<string, string>();
  const gaps: number[] = [];
  for (const order of orders.filter(({ lines }) => lines.some((line) => line.title === title))) {
    const before = last.get(order.customerId);
    if (before !== undefined) gaps.push(days(before, order.placedAt));
    last.set(order.customerId, order.placedAt);
  }
  return gaps;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('history of the demo shop', () => {
  it('tells the same past for the same seed and day, and another for another seed', () => {
    const again = createHistory({ seed: 11, until, products });
    const other = createHistory({ seed: 12, until, products });

    expect(again).toEqual(past);
    expect(other).not.toEqual(past);
  });

  it('has a few hundred customers and a few thousand orders', () => {
    expect(customers.length).toBeGreaterThanOrEqual(300);
    expect(customers.length).toBeLessThanOrEqual(500);
    expect(orders.length).toBeGreaterThanOrEqual(2000);
    expect(orders.length).toBeLessThanOrEqual(3200);
  });

  it('spans the twelve months before the first start and nothing after it', () => {
    const placed = orders.map((order) => Date.parse(order.placedAt));

    expect(Math.max(...placed)).toBeLessThan(until.getTime());
    expect(days(new Date(Math.min(...placed)).toISOString(), until.toISOString())).toBeGreaterThan(350);
  });

  it('never fulfils before the order or in the future', () => {
    const fulfilled = orders.filter((order) => order.fulfilledAt !== null);

    expect(fulfilled.length).toBeGreaterThan(orders.length * 0.95);
    const wrong = fulfilled.filter(
      ({ placedAt, fulfilledAt }) =>
        days(placedAt, fulfilledAt ?? '') <= 0 || Date.parse(fulfilledAt ?? '') >= until.getTime(),
    );
    expect(wrong).toEqual([]);
  });

  it('numbers orders in the order they were placed, each id once', () => {
    expect(orders.map((order) => order.number)).toEqual(orders.map((_order, index) => 1001 + index));
    expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
    expect(orders.map((order) => order.placedAt)).toEqual(orders.map((order) => order.placedAt).toSorted());
  });

  it.each(['Morning Blend Beans', 'Olive & Bay Soap', 'Birch Shampoo'])(
    'lets households buy %s again at about its own pace',
    (title) => {
      const lasts = catalogue.find((item) => item.title === title)?.lastsDays ?? 0;
      const gaps = gapsOf(title);

      expect(gaps.length).toBeGreaterThan(15);
      expect(mean(gaps)).toBeGreaterThan(lasts * 0.75);
      expect(mean(gaps)).toBeLessThan(lasts * 1.45);
    },
  );

  it('lets coffee and filters go together more often than coffee and soap', () => {
    const withCoffee = orders.filter(({ lines }) => lines.some((line) => line.title.endsWith('Beans')));
    const share = (title: string): number =>
      withCoffee.filter(({ lines }) => lines.some((line) => line.title === title)).length / withCoffee.length;

    expect(share('Paper Filters, 100')).toBeGreaterThan(0.12);
    expect(share('Olive & Bay Soap')).toBeLessThan(0.02);
  });

  it('has mostly subscribed people at addresses that reach nobody', () => {
    const subscribed = customers.filter((customer) => customer.marketing.state === 'subscribed');

    expect(subscribed.length / customers.length).toBeGreaterThan(0.7);
    const odd = customers.filter(
      ({ email }) => !/^[a-z.]+\d+@(example\.(com|org|net)|mail\.example)$/.test(email),
    );
    expect(odd).toEqual([]);
    expect(new Set(customers.map(({ email }) => email)).size).toBe(customers.length);
  });

  it('sells nothing that is sold out, and every line is of the catalogue', () => {
    const soldOut = new Set(catalogue.filter((item) => item.soldOut === true).map((item) => item.title));
    const known = new Set(products.flatMap((product) => product.variants.map((variant) => variant.id)));

    const wrong = orders
      .flatMap((order) => order.lines)
      .filter((line) => soldOut.has(line.title) || !known.has(line.variantId));
    expect(wrong).toEqual([]);
  });

  it('has ids on both sides of 2^53', () => {
    const big = customers.filter((customer) => BigInt(customer.id) > 2n ** 53n);

    expect(big.length).toBeGreaterThan(100);
    expect(big.length).toBeLessThan(customers.length);
  });
});

describe('random', () => {
  it('draws gammas around their mean, the tighter the greater the shape', () => {
    const random = createRandom(3);

    const wide = Array.from({ length: 3000 }, () => random.gamma(30, 2));
    const tight = Array.from({ length: 3000 }, () => random.gamma(30, 20));
    const spread = (values: readonly number[]): number =>
      Math.sqrt(mean(values.map((value) => (value - 30) ** 2)));

    expect(mean(wide)).toBeGreaterThan(28.5);
    expect(mean(wide)).toBeLessThan(31.5);
    expect(mean(tight)).toBeGreaterThan(29);
    expect(mean(tight)).toBeLessThan(31);
    expect(spread(tight)).toBeLessThan(spread(wide) / 2);
  });
});

describe('catalogue', () => {
  it('has forty products or more, each handle once, and companions that exist', () => {
    const handles = new Set(catalogue.map((item) => item.handle));

    expect(catalogue.length).toBeGreaterThanOrEqual(40);
    expect(handles.size).toBe(catalogue.length);
    for (const handle of catalogue.flatMap((item) => item.goesWith ?? [])) expect(handles).toContain(handle);
  });

  it('has several vendors, a few things sold out, and prices with two decimals', () => {
    const variants = products.flatMap((product) => product.variants);

    expect(new Set(products.map((product) => product.vendor)).size).toBeGreaterThanOrEqual(5);
    expect(catalogue.filter((item) => item.soldOut === true).length).toBeGreaterThanOrEqual(3);
    for (const variant of variants) expect(variant.price).toMatch(/^\d+\.\d{2}$/);
    expect(new Set(variants.map((variant) => variant.id)).size).toBe(variants.length);
  });
});
