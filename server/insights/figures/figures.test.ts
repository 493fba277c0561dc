import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asFlowId } from '../../lib/brand.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { warningOf } from './flow-warning.ts';
import { quietOf } from './quiet-since.ts';
import { addMoney, figureDays, readFigures } from './read-figures.ts';
import { addUp, dayOf, daysAfter, lastDays, noMail, sentByDay } from './rollup.ts';
import type { Rollup } from './rollup.ts';

const now = new Date('2026-03-02T10:00:00.000Z');
const cart = asFlowId('abandoned-checkout');
const cross = asFlowId('cross-sell');

const rollup = (changes: Partial<Rollup> = {}): Rollup => ({
  ...noMail,
  day: dayOf(now),
  flow: cart,
  step: 'checkout-1',
  ...changes,
});

describe('a day', () => {
  it('is one of UTC', () => {
    expect(dayOf(new Date('2026-03-02T23:59:59.999Z')).toISOString()).toBe('2026-03-02T00:00:00.000Z');
    expect(lastDays(now, 3).map((day) => day.toISOString().slice(5, 10))).toEqual([
      '02-28',
      '03-01',
      '03-02',
    ]);
  });

  it('is counted with all its steps', () => {
    const rows = [
      rollup({ sent: 2 }),
      rollup({ step: 'b', sent: 3 }),
      rollup({ day: daysAfter(dayOf(now), -1), sent: 1 }),
    ];

    expect(sentByDay(rows, lastDays(now, 3))).toEqual([0, 1, 5]);
  });

  it('adds up to what its parts are, in whatever sequence', () => {
    const counts = fc.record({
      sent: fc.nat(99),
      skipped: fc.nat(99),
      opened: fc.nat(99),
      clicked: fc.nat(99),
      unsubscribed: fc.nat(99),
      complained: fc.nat(99),
    });
    fc.assert(
      fc.property(fc.array(counts), (all) => {
        expect(addUp(all.toReversed())).toEqual(addUp(all));
        expect(addUp(all).clicked).toBe(all.reduce((sum, { clicked }) => sum + clicked, 0));
      }),
    );
  });
});

describe('money', () => {
  it.each([
    [[], '0.00'],
    [['0.10', '0.20'], '0.30'],
    [['12.50', '0.05'], '12.55'],
    [['99999999999999.99', '0.01'], '100000000000000.00'],
  ])('of %j is %s', (amounts, sum) => {
    expect(addMoney(amounts)).toBe(sum);
  });
});

describe('the figures of flows', () => {
  const deps = (
    rows: readonly Rollup[],
    earned: readonly [typeof cart, { orders: number; net: string }][] = [],
  ) => ({
    rollups: { read: async () => rows },
    conversions: { byFlow: async () => new Map(earned) },
  });

  it('join what was sent with what came of it', async () => {
    const rows = [rollup({ sent: 4, clicked: 1 }), rollup({ flow: cross, skipped: 2 })];

    const found = await readFigures(deps(rows, [[cart, { orders: 1, net: '24.00' }]]), lumen, {
      now,
      currency: 'EUR',
    });

    expect(
      found.map(({ flow, sent, skipped, orders, revenue }) => [flow, sent, skipped, orders, revenue]),
    ).toEqual([
      [cart, 4, 0, 1, '24.00'],
      [cross, 0, 2, 0, '0.00'],
    ]);
    expect(found[0]?.sentByDay).toHaveLength(figureDays);
    expect(found[0]?.sentByDay.at(-1)).toBe(4);
  });

  it('are zero for a flow that was asked for and did nothing', async () => {
    const [found] = await readFigures(deps([]), lumen, { now, currency: 'EUR', flows: [cart] });

    expect(found).toMatchObject({ flow: cart, sent: 0, orders: 0, revenue: '0.00' });
  });

  it('know orders of a flow that sent nothing these days', async () => {
    const [found] = await readFigures(deps([], [[cross, { orders: 2, net: '9.00' }]]), lumen, {
      now,
      currency: 'EUR',
    });

    expect(found).toMatchObject({ flow: cross, sent: 0, orders: 2 });
  });
});

describe('a flow’s warning', () => {
  it.each([
    [{ sent: 1000, unsubscribed: 9, complained: 0 }, undefined],
    [{ sent: 1000, unsubscribed: 10, complained: 0 }, 'unsubscribes'],
    [{ sent: 20, unsubscribed: 2, complained: 0 }, undefined],
    [{ sent: 20, unsubscribed: 3, complained: 0 }, 'unsubscribes'],
    [{ sent: 1000, unsubscribed: 50, complained: 2 }, 'complaints'],
    [{ sent: 1000, unsubscribed: 0, complained: 1 }, undefined],
    [{ sent: 9000, unsubscribed: 0, complained: 3 }, undefined],
    [{ sent: 0, unsubscribed: 0, complained: 0 }, undefined],
  ])('of %j is %s', (counts, warning) => {
    expect(warningOf(counts)).toBe(warning);
  });
});

describe('a flow that usually sends', () => {
  const days = (usual: number, quiet: number, today = 0): readonly number[] => [
    ...Array.from({ length: 29 - quiet }, () => usual),
    ...Array.from({ length: quiet }, () => 0),
    today,
  ];

  it.each([
    ['has stopped after three days of two a day', days(2, 3), { days: 3, usually: 2 }],
    ['has stopped after one day of twelve', days(12, 1), { days: 1, usually: 12 }],
    ['may have a quiet day', days(2, 2), undefined],
    ['is sending again today', days(12, 5, 1), undefined],
    ['sent yesterday, and today is young', days(12, 0), undefined],
    ['never sent', days(0, 29), undefined],
    ['sent on a few days only', [...Array.from({ length: 20 }, () => 0), 50, 50, 50, 0, 0, 0], undefined],
    ['has no days at all', [], undefined],
  ])('%s', (_name, sent, quiet) => {
    expect(quietOf(sent)).toEqual(quiet);
  });
});
