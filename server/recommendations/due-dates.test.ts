import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dueDates } from './due-dates.ts';
import { createHistory } from './history.ts';
import { learnReorders } from './learn-reorder.ts';
import type { Purchase, PurchaseLine, ReorderKnowledge } from './reorder-model.ts';
import { dayMs, lengths } from './reorder-model.ts';

const start = Date.UTC(2025, 0, 1);
const onDay = (day: number): number => start + day * dayMs;
const asOf = onDay(400);

/** Fifty people who buy soap about monthly and rice about every ninety days; most of them more than once. */
const lines: readonly PurchaseLine[] = Array.from({ length: 50 }, (_, person) =>
  (['soap', 'rice'] as const).flatMap((productId) => {
    const cycle = (productId === 'soap' ? 30 : 90) + (person % 7) - 3;
    return Array.from({ length: 1 + (person % 9) }, (__, nth) => ({
      customer: `c${person}`,
      order: `${person}-${productId}-${nth}`,
      productId,
      at: onDay((person % 20) + nth * cycle),
      quantity: 1,
    })).filter(({ at }) => at < asOf);
  }),
).flat();

const learned = (() => {
  const history = createHistory();
  for (const line of lines) history.add(line);
  return learnReorders(history.build(), { asOf, merchantDays: 167 });
})();

const knowledge: ReorderKnowledge = { rhythm: learned.rhythm, modelOf: (id) => learned.models.get(id) };

const soap = (day: number, quantity = 1): Purchase => ({ productId: 'soap', at: onDay(day), quantity });

const dueOf = (purchases: readonly Purchase[], now: number, productId = 'soap') => {
  const due = dueDates(knowledge, purchases, now).find((one) => one.productId === productId);
  if (due === undefined) throw new TypeError('nothing due');
  return due;
};

describe('a due date', () => {
  const purchases = fc.array(
    fc.record({
      productId: fc.constantFrom('soap', 'rice', 'never seen'),
      at: fc.integer({ min: 0, max: 399 }).map(onDay),
      quantity: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('is never in the past, stands in its window, and the window within the horizon', () => {
    fc.assert(
      fc.property(purchases, fc.integer({ min: 400, max: 3000 }), (bought, day) => {
        const now = onDay(day);
        const end = now + lengths.horizon * learned.rhythm.intervalDays * dayMs;
        const dues = dueDates(knowledge, bought, now);
        expect(dues).toHaveLength(new Set(bought.map(({ productId }) => productId)).size);
        for (const { windowStart, dueAt, windowEnd, score, chance } of dues) {
          expect(windowStart).toBeGreaterThanOrEqual(now);
          expect(dueAt).toBeGreaterThanOrEqual(windowStart);
          expect(windowEnd).toBeGreaterThanOrEqual(dueAt);
          expect(windowEnd).toBeLessThanOrEqual(end + 1);
          for (const share of [score, chance]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
      }),
    );
  });

  it('does not depend on the order that purchases are told in', () => {
    fc.assert(
      fc.property(purchases, (bought) => {
        const dues = dueDates(knowledge, bought, asOf);
        const reversed = dueDates(knowledge, bought.toReversed(), asOf);
        const key = ({ productId, dueAt }: (typeof dues)[number]) => `${productId} ${Math.round(dueAt)}`;
        expect(reversed.map(key).toSorted()).toEqual(dues.map(key).toSorted());
      }),
    );
  });

  it('is about the usual wait after a fresh purchase', () => {
    const due = dueOf([soap(395)], onDay(396));

    expect((due.dueAt - onDay(395)) / dayMs).toBeGreaterThan(22);
    expect((due.dueAt - onDay(395)) / dayMs).toBeLessThan(38);
  });

  it('moves on with the wait: who is late is expected later, not in the past', () => {
    const [fresh, late, later] = [396, 430, 500].map((day) => dueOf([soap(395)], onDay(day)).dueAt);

    expect(late).toBeGreaterThan(onDay(430));
    expect(late).toBeGreaterThanOrEqual(fresh ?? Infinity);
    expect(later).toBeGreaterThan(late ?? Infinity);
  });

  it('knows a person who buys faster than others', () => {
    const fast = [300, 315, 330, 345, 360, 375, 390].map((day) => soap(day));
    const slow = [100, 160, 220, 280, 340, 390].map((day) => soap(day));

    expect(dueOf(fast, onDay(391)).dueAt).toBeLessThan(dueOf(slow, onDay(391)).dueAt);
  });

  it('is later for more of it, where more lasts longer', () => {
    const lasting = { ...knowledge, rhythm: { ...learned.rhythm, quantityExponent: 1 } };
    const [one, three] = [1, 3].map(
      (quantity) => dueDates(lasting, [soap(395, quantity)], onDay(396))[0]?.dueAt,
    );

    expect(((three ?? 0) - onDay(395)) / ((one ?? 0) - onDay(395))).toBeGreaterThan(1.7);
  });

  it('counts from a substitute that was bought since, and says so', () => {
    const bought = [soap(300), { productId: 'rice', at: onDay(395), quantity: 1 }];
    const substitutesOf = (id: string) => (id === 'soap' ? ['rice', 'soap'] : []);
    const due = dueDates({ ...knowledge, substitutesOf }, bought, onDay(396)).find(
      ({ productId }) => productId === 'soap',
    );

    expect(due?.restartedBy).toBe('rice');
    expect(due?.lastPurchasedAt).toBe(onDay(300));
    expect(due?.dueAt).toBeGreaterThan(onDay(410));
    expect(dueOf(bought, onDay(396)).restartedBy).toBeUndefined();
  });

  it('adds up what was bought on one day, and leaves out what is yet to come', () => {
    const due = dueDates(knowledge, [soap(390), soap(390.2, 2), soap(450)], onDay(396));

    expect(due).toHaveLength(1);
    expect(due[0]).toMatchObject({ quantity: 3, lastPurchasedAt: onDay(390) });
  });

  it('thinks less of somebody who has stopped ordering', () => {
    const regular = [0, 30, 60, 90, 120].map((day) => soap(day + 270));
    const gone = [0, 30, 60, 90, 120].map((day) => soap(day));

    expect(dueOf(gone, asOf).score).toBeLessThan(dueOf(regular, asOf).score / 2);
  });

  it('has nothing to say of somebody who never bought', () => {
    expect(dueDates(knowledge, [], asOf)).toEqual([]);
  });
});
