import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory } from './history.ts';
import { learnReorders } from './learn-reorder.ts';
import type { PurchaseLine } from './reorder-model.ts';
import { dayMs } from './reorder-model.ts';
import { addToModel } from './update-model.ts';

const start = Date.UTC(2025, 0, 1);

const learn = (lines: readonly PurchaseLine[], asOf: number) => {
  const history = createHistory();
  for (const line of lines) history.add(line);
  return learnReorders(history.build(), { asOf, merchantDays: 167 });
};

const purchase = (customer: string, day: number, quantity = 1): PurchaseLine => ({
  customer,
  order: `${customer}-${day}`,
  productId: 'soap',
  at: start + day * dayMs,
  quantity,
});

describe('one more order', () => {
  it('gives what learning everything at once gives, with the same rhythm', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 5 }), (gaps, quantity) => {
        const at = gaps.toSorted((a, b) => a - b);
        const past = [
          purchase('mara', 0),
          purchase('mara', 40),
          ...at.slice(0, -1).map((day) => purchase('noor', day, quantity)),
        ];
        const [before = 0, newest = 0] = at.slice(-2);
        const asOf = start + 1000 * dayMs;
        const { rhythm, models } = learn(past, asOf);
        const model = models.get('soap');
        const all = learn([...past, purchase('noor', newest, quantity)], asOf).models.get('soap');
        if (model === undefined || all === undefined) throw new TypeError('no model');

        const added = addToModel(
          { ...rhythm, quantityExponent: 0 },
          { ...model, evidence: learn(past, asOf).models.get('soap')?.evidence ?? model.evidence },
          { ended: { gapDays: newest - before, quantity: 1 } },
        );

        expect(added.evidence.ended).toBe(all.evidence.ended);
        expect(added.evidence.begun).toBe(all.evidence.begun);
        expect(added.n).toBe(all.n);
        expect(added.customers).toBe(all.customers);
      }),
      { numRuns: 40 },
    );
  });

  it('adds up to the same in whatever order it comes', () => {
    const { rhythm, models } = learn([purchase('mara', 0), purchase('mara', 30)], start + 60 * dayMs);
    const model = models.get('soap');
    if (model === undefined) throw new TypeError('no model');
    const gap = fc.record({
      gapDays: fc.integer({ min: 1, max: 400 }),
      quantity: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 20 }), (gaps) => {
        const fold = (list: typeof gaps) =>
          list.reduce((sum, ended) => addToModel(rhythm, sum, { ended }), model);
        const [forward, backward] = [fold(gaps), fold(gaps.toReversed())];
        expect(forward.logMean).toBeCloseTo(backward.logMean, 9);
        expect(forward.p50 ?? 0).toBeCloseTo(backward.p50 ?? 1, 6);
        expect(forward.evidence.ended).toBe(1 + gaps.length);
        expect(forward.score).toBeCloseTo(backward.score, 9);
      }),
    );
  });

  it('moves the median towards what was seen', () => {
    const { rhythm, models } = learn([purchase('mara', 0), purchase('mara', 30)], start + 60 * dayMs);
    const model = models.get('soap');
    if (model === undefined) throw new TypeError('no model');
    let slower = model;
    for (let n = 0; n < 40; n += 1)
      slower = addToModel(rhythm, slower, { ended: { gapDays: 90, quantity: 1 } });

    expect(slower.p50).toBeGreaterThan(2 * (model.p50 ?? 0));
    expect(slower.source).toBe('product');
    expect(model.source).toBe('shop');
    expect(slower.logMean).toBeGreaterThan(Math.log(70));
  });

  it('counts somebody who bought it for the first time, and no wait that took no time', () => {
    const { rhythm, models } = learn([purchase('mara', 0), purchase('mara', 30)], start + 60 * dayMs);
    const model = models.get('soap');
    if (model === undefined) throw new TypeError('no model');

    const first = addToModel(rhythm, model, {});
    const sameDay = addToModel(rhythm, model, { ended: { gapDays: 0, quantity: 1 } });

    expect([first.customers, first.n, first.evidence.begun]).toEqual([2, 1, 3]);
    expect([sameDay.customers, sameDay.n]).toEqual([1, 1]);
    expect(first.logMean).toBeCloseTo(model.logMean, 9);
  });
});
