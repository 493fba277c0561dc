import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory } from './history.ts';
import { learnReorders } from './learn-reorder.ts';
import type { ProductTraits, PurchaseLine, ReorderModel } from './reorder-model.ts';
import { dayMs } from './reorder-model.ts';
import { shrunk } from './shrinkage.ts';

const start = Date.UTC(2025, 0, 1);
const asOf = start + 365 * dayMs;
const merchantDays = 167;

const line = (customer: string, productId: string, day: number): PurchaseLine => ({
  customer,
  order: `${customer} ${day}`,
  productId,
  at: start + day * dayMs,
  quantity: 1,
});

const learn = (lines: readonly PurchaseLine[], traits: Record<string, ProductTraits> = {}) => {
  const history = createHistory();
  for (const one of lines) history.add(one);
  return learnReorders(history.build(), { asOf, merchantDays, traitsOf: (id) => traits[id] });
};

/** `people` who buy it every `cycle` days, `times` times. */
const regulars = (
  productId: string,
  { people, cycle, times }: { people: number; cycle: number; times: number },
) =>
  Array.from({ length: people }, (_, person) =>
    Array.from({ length: times }, (__, nth) =>
      line(`${productId}-${person}`, productId, (person % 5) + nth * cycle),
    ),
  ).flat();

const onceOnly = (productId: string, people: number) =>
  Array.from({ length: people }, (_, person) => line(`${productId}-${person}`, productId, person % 90));

const modelIn = (learned: ReturnType<typeof learn>, id: string): ReorderModel => {
  const model = learned.models.get(id);
  if (model === undefined) throw new TypeError(`no model of ${id}`);
  return model;
};

describe('what is learned of a product', () => {
  it('is its own cycle where it has one', () => {
    const learned = learn([
      ...regulars('soap', { people: 30, cycle: 28, times: 8 }),
      ...regulars('rice', { people: 30, cycle: 90, times: 4 }),
    ]);

    expect(modelIn(learned, 'soap').p50).toBeGreaterThan(24);
    expect(modelIn(learned, 'soap').p50).toBeLessThan(33);
    expect(modelIn(learned, 'rice').p50).toBeGreaterThan(78);
    expect(modelIn(learned, 'rice').p50).toBeLessThan(105);
    expect(modelIn(learned, 'soap')).toMatchObject({
      source: 'product',
      replenishable: true,
      n: 210,
      customers: 30,
    });
  });

  it('tells what people come back for from what they buy once', () => {
    const learned = learn([
      ...regulars('soap', { people: 30, cycle: 28, times: 8 }),
      ...onceOnly('lamp', 60),
    ]);

    expect(modelIn(learned, 'lamp')).toMatchObject({ replenishable: false, n: 0 });
    expect(modelIn(learned, 'lamp').score).toBeLessThan(modelIn(learned, 'soap').score / 2);
  });

  it('falls back to its type, its vendor, the shop, the merchant, and says whose number it is', () => {
    const lines = [
      ...regulars('soap', { people: 20, cycle: 28, times: 8 }),
      ...onceOnly('balm', 2),
      ...onceOnly('wax', 2),
      ...onceOnly('odd', 2),
    ];
    const learned = learn(lines, {
      soap: { type: 'care' },
      balm: { type: 'care' },
      wax: { vendor: 'nobody' },
    });
    const byVendor = learn(lines, { soap: { vendor: 'acme' }, balm: { vendor: 'acme' } });
    const nothing = learn(onceOnly('lamp', 5));

    expect(modelIn(learned, 'balm')).toMatchObject({ source: 'type', confidence: 'low' });
    expect(modelIn(byVendor, 'balm').source).toBe('vendor');
    expect([modelIn(learned, 'wax').source, modelIn(learned, 'odd').source]).toEqual(['shop', 'shop']);
    expect(modelIn(nothing, 'lamp')).toMatchObject({
      source: 'merchant',
      confidence: 'none',
      p50: merchantDays,
    });
    expect(nothing.rhythm).toMatchObject({ learned: false, intervalDays: merchantDays });
  });

  it('is surer the more it has seen', () => {
    const few = learn([0, 8, 70, 83, 170, 178, 290].map((day) => line('mara', 'soap', day)));
    const many = learn(regulars('soap', { people: 60, cycle: 28, times: 8 }));

    expect(['low', 'medium']).toContain(modelIn(few, 'soap').confidence);
    expect(modelIn(many, 'soap').confidence).toBe('high');
  });

  it('has ordered quartiles, whatever was bought', () => {
    const anything = fc.array(
      fc.record({
        customer: fc.constantFrom('a', 'b', 'c', 'd'),
        productId: fc.constantFrom('p', 'q', 'r'),
        day: fc.integer({ min: 0, max: 364 }),
        quantity: fc.integer({ min: 1, max: 500 }),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(anything, (bought) => {
        const { models, rhythm } = learn(
          bought.map((one) => ({ ...line(one.customer, one.productId, one.day), quantity: one.quantity })),
        );
        expect(rhythm.quantityExponent).toBeGreaterThanOrEqual(0);
        expect(rhythm.quantityExponent).toBeLessThanOrEqual(1);
        for (const { p25, p50, p75, score, n } of models.values()) {
          expect(p25 ?? Number.NaN).toBeGreaterThan(0);
          expect(p50 ?? 0).toBeGreaterThanOrEqual(p25 ?? 1);
          expect(p75 ?? 0).toBeGreaterThanOrEqual(p50 ?? 1);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(Number.isInteger(n)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the lines', () => {
    const lines = [
      ...regulars('soap', { people: 12, cycle: 28, times: 5 }),
      ...regulars('rice', { people: 7, cycle: 60, times: 3 }),
      ...onceOnly('lamp', 9),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: lines.length }), (shuffled) => {
        const [one, other] = [learn(lines), learn(shuffled)];
        expect(other.rhythm.intervalDays).toBe(one.rhythm.intervalDays);
        for (const [id, model] of one.models) {
          const same = modelIn(other, id);
          expect(same.p50 ?? 0).toBeCloseTo(model.p50 ?? 1, 6);
          expect(same.score).toBeCloseTo(model.score, 9);
          expect([same.n, same.customers, same.source]).toEqual([model.n, model.customers, model.source]);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('does not look at what was bought later than asked', () => {
    const past = regulars('soap', { people: 10, cycle: 28, times: 5 });

    expect([
      ...learn([...past, line('new', 'soap', 365), line('new', 'later', 500)]).models.values(),
    ]).toEqual([...learn(past).models.values()]);
  });

  it('stretches with the shop: no length is fixed in days', () => {
    const shape = (stretch: number) => {
      const lines = regulars('soap', { people: 20, cycle: 7, times: 6 }).map((one) => ({
        ...one,
        at: start + Math.floor(((one.at - start) / dayMs) * stretch) * dayMs,
      }));
      const history = createHistory();
      for (const one of lines) history.add(one);
      return learnReorders(history.build(), { asOf: start + 60 * stretch * dayMs, merchantDays });
    };

    const [short, long] = [shape(1), shape(10)].map((learned) => modelIn(learned, 'soap'));
    expect((long?.p50 ?? 0) / (short?.p50 ?? 1)).toBeCloseTo(10, 1);
    expect(long?.score).toBeCloseTo(short?.score ?? 0, 2);
  });
});

describe('quantity', () => {
  it('counts in full where twice as much lasts twice as long, and not at all where it does not', () => {
    const buys = (lasts: boolean) =>
      Array.from({ length: 40 }, (_, person) => {
        let day = person % 9;
        return Array.from({ length: 8 }, (__, nth) => {
          const quantity = 1 + ((person + nth) % 3);
          const bought = { ...line(`c${person}`, 'soap', day), quantity };
          day += lasts ? 15 * quantity : 30;
          return bought;
        });
      }).flat();

    expect(learn(buys(true)).rhythm.quantityExponent).toBeGreaterThan(0.9);
    expect(learn(buys(false)).rhythm.quantityExponent).toBeLessThan(0.1);
  });
});

describe('shrinkage', () => {
  it('is the prior without evidence and the evidence without end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (mean, own) => {
          const prior = { mean, weight: 6 };
          expect(shrunk({ sum: 0, n: 0 }, prior)).toBeCloseTo(mean, 9);
          expect(shrunk({ sum: own * 1e7, n: 1e7 }, prior)).toBeCloseTo(own, 4);
          const between = shrunk({ sum: own * 6, n: 6 }, prior);
          expect(between).toBeCloseTo((mean + own) / 2, 9);
        },
      ),
    );
  });
});
