import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Basket } from './companions.ts';
import { companionsOfBasket, createCompanionCounter } from './companions.ts';

const rankedOf = (baskets: readonly Basket[]) => {
  const counter = createCompanionCounter();
  for (const basket of baskets) counter.add(basket);
  return counter.ranked();
};

const times = (count: number, basket: (n: number) => Basket): readonly Basket[] =>
  Array.from({ length: count }, (_, n) => basket(n));

const strangers = (prefix: string, count: number, productIds: readonly string[]): readonly Basket[] =>
  times(count, (n) => ({ customer: `${prefix}-${n}`, productIds }));

/** A small deterministic generator: the shop is the same in every run. */
const createDice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
};

describe('counting', () => {
  it('ranks what is bought together more often than by chance', () => {
    const ranked = rankedOf([
      ...strangers('a', 8, ['lamp', 'bulb']),
      ...strangers('b', 3, ['lamp', 'cable']),
      ...strangers('c', 40, ['mug']),
    ]);

    expect(ranked.get('lamp')?.map(({ productId }) => productId)).toEqual(['bulb', 'cable']);
  });

  it('leaves out pairs that were seen once', () => {
    const ranked = rankedOf([...strangers('a', 1, ['lamp', 'bulb']), ...strangers('b', 20, ['mug'])]);

    expect(ranked.size).toBe(0);
  });

  it('leaves out what everybody buys anyway', () => {
    const ranked = rankedOf([...strangers('a', 10, ['lamp', 'bag']), ...strangers('b', 200, ['bag'])]);

    expect(ranked.get('lamp') ?? []).toEqual([]);
  });

  it('counts a staple only when it is new to the person', () => {
    const routine = times(10, () => ({ customer: 'one', productIds: ['milk', 'bread'] }));

    expect(rankedOf([...routine, ...strangers('x', 20, ['mug'])]).size).toBe(0);
  });

  it('does not let a wholesale order say what goes with what', () => {
    const wholesale = times(3, (n) => ({
      customer: `dealer-${n}`,
      productIds: Array.from({ length: 80 }, (_, id) => `p${id}`),
    }));

    expect(rankedOf(wholesale).size).toBe(0);
  });

  it('finds the pairs that a shop was made with', () => {
    const dice = createDice(7);
    const baskets = times(1500, (n) => {
      const main = Math.floor(dice() * 20);
      const noise = `n${Math.floor(dice() * 60)}`;
      const pair = dice() < 0.35 ? [`b${main}`] : [];
      return { customer: `c${n}`, productIds: [`a${main}`, noise, ...pair] };
    });

    const ranked = rankedOf(baskets);

    const found = Array.from({ length: 20 }, (_, n) => ranked.get(`a${n}`)?.[0]?.productId === `b${n}`);
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(19);
  });
});

describe('what goes with a basket', () => {
  it('sums the products of the basket and leaves them out', () => {
    const ranked = rankedOf([
      ...strangers('a', 5, ['lamp', 'bulb']),
      ...strangers('b', 5, ['cable', 'bulb']),
      ...strangers('c', 5, ['lamp', 'cable', 'shade']),
      ...strangers('d', 60, ['mug']),
    ]);

    const [first, ...rest] = companionsOfBasket(['lamp', 'cable'], ranked);

    expect(first).toMatchObject({ productId: 'bulb', joint: 10 });
    expect(rest.map(({ productId }) => productId)).toEqual(['shade']);
  });

  it('never suggests what is in it, and never the same twice', () => {
    const basket = fc.record({
      customer: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      productIds: fc.array(fc.constantFrom('p', 'q', 'r', 's', 't'), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(basket, { maxLength: 60 }), (baskets) => {
        const ranked = rankedOf(baskets);
        const companions = companionsOfBasket(['p', 'q'], ranked).map(({ productId }) => productId);
        expect(companions).not.toContain('p');
        expect(companions).not.toContain('q');
        expect(new Set(companions).size).toBe(companions.length);
        for (const [id, own] of ranked)
          for (const one of own) expect([one.productId === id, one.joint >= 2]).toEqual([false, true]);
      }),
      { numRuns: 60 },
    );
  });
});
