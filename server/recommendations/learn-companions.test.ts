import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basketRows, basketsOf } from './baskets.ts';
import { createHistory } from './history.ts';
import { learnCompanions } from './learn-companions.ts';
import { dayMs } from './reorder-model.ts';

const start = Date.UTC(2025, 0, 1);
const asOf = start + 365 * dayMs;

interface Order {
  readonly customer: string;
  readonly day: number;
  readonly products: readonly string[];
}

const historyOf = (orders: readonly Order[]) => {
  const history = createHistory();
  orders.forEach(({ customer, day, products }, order) => {
    for (const productId of products)
      history.add({ customer, order: `#${order}`, productId, at: start + day * dayMs, quantity: 1 });
  });
  return history.build();
};

const learn = (orders: readonly Order[]) => learnCompanions(historyOf(orders), { asOf, horizonDays: 90 });

const people = (prefix: string, count: number, bought: (n: number) => readonly Omit<Order, 'customer'>[]) =>
  Array.from({ length: count }, (_, n) =>
    bought(n).map((one) => ({ ...one, customer: `${prefix}${n}` })),
  ).flat();

const others = people('o', 60, (n) => [{ day: n, products: [`x${n % 20}`] }]);

describe('companions', () => {
  it('keeps what is bought in the same order apart from what follows later', () => {
    const learned = learn([
      ...people('a', 12, (n) => [{ day: n, products: ['lens', 'cap'] }]),
      ...people('b', 12, (n) => [
        { day: n, products: ['lens'] },
        { day: n + 30, products: ['tripod'] },
      ]),
      ...others,
    ]);

    const found = learned.listOf('lens');
    expect(found.find(({ productId }) => productId === 'cap')).toMatchObject({
      direction: 'together',
      medianGapDays: 0,
      orders: 12,
    });
    expect(found.find(({ productId }) => productId === 'tripod')).toMatchObject({
      direction: 'after',
      medianGapDays: 30,
      orders: 0,
      followers: 12,
    });
    expect(learned.listOf('tripod')).toEqual([]);
  });

  it('does not suggest what everybody buys anyway, or what was seen together once', () => {
    const learned = learn([
      ...people('a', 10, (n) => [{ day: n, products: ['lens', 'bag'] }]),
      ...people('b', 300, (n) => [{ day: n, products: ['bag'] }]),
      { customer: 'c', day: 3, products: ['lens', 'odd'] },
    ]);

    expect(learned.listOf('lens').map(({ productId }) => productId)).not.toContain('bag');
    expect(learned.listOf('lens').map(({ productId }) => productId)).not.toContain('odd');
    expect(learned.popular[0]).toBe('bag');
  });

  it('does not count a staple that somebody buys every week', () => {
    const weekly = Array.from({ length: 20 }, (_, week) => ({
      customer: 'mara',
      day: week * 7,
      products: ['milk', 'bread'],
    }));

    expect(learn([...weekly, ...others]).listOf('milk')).toEqual([]);
  });

  it('reports counts that are true, for any shop', () => {
    const order = fc.record({
      customer: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      day: fc.integer({ min: 0, max: 360 }),
      products: fc.uniqueArray(fc.constantFrom<string[]>('p', 'q', 'r', 's', 't', 'u'), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 50 }), (orders) => {
        const { lists, popular } = learn(orders);
        for (const [id, list] of lists()) {
          expect(learn(orders).listOf(id)).toEqual(list);
          expect(list.length).toBeLessThanOrEqual(20);
          for (const { productId, orders: joint, score, lift, medianGapDays } of list) {
            expect(productId).not.toBe(id);
            expect(joint).toBe(
              orders.filter(({ products }) => products.includes(id) && products.includes(productId)).length,
            );
            expect(lift).toBeGreaterThan(1);
            expect(score).toBeGreaterThan(0);
            expect(medianGapDays).toBeGreaterThanOrEqual(0);
            expect(medianGapDays).toBeLessThanOrEqual(90);
          }
        }
        expect(new Set(popular)).toEqual(new Set(orders.flatMap(({ products }) => products)));
      }),
      { numRuns: 80 },
    );
  });

  it('chooses how much to lean on best sellers by the newest fifth of orders', () => {
    const pairs = people('p', 500, (n) => [
      { day: n % 300, products: [`main${n % 10}`] },
      { day: (n % 300) + 20, products: [`main${n % 10}`, `extra${n % 10}`] },
    ]);

    const learned = learn(pairs);

    expect([10, 40, 160, 640]).toContain(learned.shrink);
    expect(learned.listOf('main3')[0]?.productId).toBe('extra3');
    expect(learned.listOf('main3')[0]?.orders).toBe(50);
  });
});

describe('baskets', () => {
  it('are sets, by person and time, that know what was new', () => {
    const history = historyOf([
      { customer: 'noor', day: 9, products: ['b', 'a', 'a'] },
      { customer: 'mara', day: 5, products: ['a'] },
      { customer: 'noor', day: 2, products: ['a'] },
      { customer: 'noor', day: 400, products: ['c'] },
    ]);
    const baskets = basketsOf(history, basketRows(history, asOf));

    expect(baskets.orders).toBe(3);
    expect([...baskets.product]).toHaveLength(4);
    expect([...baskets.isNew].reduce((sum, isNew) => sum + isNew, 0)).toBe(3);
    expect([...baskets.dayOf].map((day) => Math.round(day - start / dayMs))).toEqual([2, 9, 5]);
  });
});
