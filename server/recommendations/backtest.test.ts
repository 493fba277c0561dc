import { describe, expect, it } from '@jest/globals';
import { backtest } from './backtest.ts';
import { createHistory } from './history.ts';
import type { PurchaseLine } from './reorder-model.ts';
import { dayMs } from './reorder-model.ts';
import { predictorsOf } from './simple-predictors.ts';
import { waitsOf } from './waits.ts';

const start = Date.UTC(2025, 0, 1);
const asOf = start + 365 * dayMs;

const historyOf = (lines: readonly PurchaseLine[]) => {
  const history = createHistory();
  for (const line of lines) history.add(line);
  return history.build();
};

const line = (customer: string, productId: string, day: number): PurchaseLine => ({
  customer,
  order: `${customer} ${day}`,
  productId,
  at: start + day * dayMs,
  quantity: 1,
});

/** Two products of very different cycles; everybody keeps to them. */
const steady = Array.from({ length: 40 }, (_, person) =>
  [
    ['soap', 20],
    ['oil', 80],
  ].flatMap(([product, cycle]) =>
    Array.from({ length: Math.floor(340 / Number(cycle)) }, (__, nth) =>
      line(`c${person}`, String(product), (person % 20) + nth * Number(cycle)),
    ),
  ),
).flat();

describe('a test on the own past', () => {
  it('compares all ways at the same budget, and learning finds the dates', () => {
    const tested = backtest(historyOf(steady), { asOf, merchantDays: 167 });
    const by = new Map((tested?.results ?? []).map((result) => [result.way, result]));

    expect([...by.keys()]).toEqual(['learned', 'product median', 'own average', 'fixed delay']);
    expect(tested?.splitAt).toBeGreaterThan(start);
    expect(tested?.splitAt).toBeLessThan(asOf);
    for (const { sent, right } of by.values()) {
      expect(sent).toBeLessThanOrEqual(tested?.budget ?? 0);
      expect(right).toBeLessThanOrEqual(sent);
    }
    expect(by.get('learned')?.errorDays).toBeLessThan(3);
    expect(by.get('learned')?.right).toBeGreaterThan(0);
  });

  it('is not made where nothing is bought again', () => {
    const once = Array.from({ length: 30 }, (_, person) => line(`c${person}`, 'lamp', person));

    expect(backtest(historyOf(once), { asOf, merchantDays: 167 })).toBeNull();
    expect(backtest(historyOf([]), { asOf, merchantDays: 167 })).toBeNull();
  });
});

describe('the usual ways', () => {
  it('are one delay for all, the median of the product, and the own average', () => {
    const lines = [
      ...[0, 10, 30, 60].map((day) => line('mara', 'soap', day)),
      ...[0, 20, 40, 60].map((day) => line('noor', 'soap', day)),
      line('once', 'lamp', 5),
    ];
    const history = historyOf(lines);
    const waits = waitsOf(history, asOf);
    const say = predictorsOf(waits, 45);
    const rowOf = (customer: string): number =>
      [...waits.gap.keys()].findLast(
        (row) => history.customers.nameOf(waits.customer[row] ?? -1) === customer,
      ) ?? -1;
    const daysAfter = (customer: string) => {
      const row = rowOf(customer);
      const { said } = say(row);
      return Object.values(said).map(({ dueAt }) => Math.round((dueAt - (waits.at[row] ?? 0)) / dayMs));
    };

    expect(daysAfter('mara')).toEqual([20, 20, 45]);
    expect(daysAfter('once')).toEqual([45, 45, 45]);
    expect(say(rowOf('noor')).ownDays).toBeCloseTo(20);
  });
});
