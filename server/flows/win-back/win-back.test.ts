import { beforeEach, describe, expect, it } from '@jest/globals';
import { aLine, anEvent, anOrder, aProduct, aShop, day, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aModel, aRhythm, aShopTiming } from '../../testing/flows/timing-builders.ts';
import type { Order } from '../../shop/catalog.ts';
import { winBackPreset } from './preset.ts';
import { returnDayOf } from './return-day.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.memory.shop = aShop({ zone: 'UTC' });
  bench.clock.set(day(0));
  bench.timings.shop = aShopTiming();
  bench.addFlow('win-back', winBackPreset.program);
});

const order = async (changes: Partial<Order> = {}): Promise<void> => {
  const placed = anOrder({ placedAt: day(0), lines: [aLine('lamp')], ...changes });
  bench.memory.orders.set(placed.id, placed);
  bench.clock.set(placed.placedAt);
  await bench.react(shopId, [anEvent('order.placed', placed.id, { at: placed.placedAt })]);
};
const waiting = async () => (await bench.waiting()).filter(({ flow }) => flow === 'win-back');
const decided = (kind: string) =>
  bench.decisions.filter((one) => one.flow === 'win-back' && one.kind === kind);

describe('the day by which four of five who come back have', () => {
  it('is read from the survival of waits between orders, without those who never come back', () => {
    // Of those who return, 1 - 2^-(r^2) have by r: four of five by the square root of log2(5).
    expect(returnDayOf(aRhythm())).toBeCloseTo(40 * Math.sqrt(Math.log2(5)), -0.5);
  });

  it('is none where nobody comes back', () => {
    const { logMean, survival } = aRhythm().orders;
    const orders = { logMean, survival: survival.map(() => 1) };

    expect(returnDayOf(aRhythm({ orders }))).toBeUndefined();
  });
});

describe('win-back', () => {
  it('waits from the last order for the learned day, and says so', async () => {
    await order();

    const learned = Math.round(returnDayOf(aRhythm()) ?? 0);
    expect(await waiting()).toMatchObject([
      { about: 'order-1', dueAt: day(learned), variables: { numberOf: 'learned' } },
    ]);
    expect(decided('entered')).toMatchObject([
      { detail: { numberOf: 'learned', returned: 100, returnDay: learned } },
    ]);
  });

  it.each([
    ['nobody was seen to come back', undefined],
    ['too few came back', aShopTiming({ returned: 19 })],
  ])('falls back to the merchant’s seven months where %s, and says so', async (_why, timing) => {
    bench.timings.shop = timing;

    await order();

    expect(await waiting()).toMatchObject([{ dueAt: new Date('2026-10-02T10:00:00Z') }]);
    expect(decided('entered')).toMatchObject([{ detail: { numberOf: 'merchant' } }]);
  });

  it('comes after the last reminder of what was bought', async () => {
    bench.timings.models.set('soap', aModel('soap', { p50: 150, logMean: Math.log(150) }));

    await order({ lines: [aLine('soap')] });

    const reminders = (await bench.waiting()).filter(({ flow }) => flow === 'replenishment');
    const [{ dueAt } = { dueAt: undefined }] = await waiting();
    // The second reminder comes as long after the due date as the first before it.
    expect(reminders).toMatchObject([{ dueAt: day(138), variables: { again: 'P24D' } }]);
    expect(dueAt?.getTime()).toBeGreaterThan(day(162).getTime());
  });

  it('begins anew with each order, for the newest alone, in whatever order they are heard of', async () => {
    await order({ id: 'order-2', placedAt: day(9) });
    await order({ id: 'order-1', placedAt: day(0) });
    await order({ id: 'order-3', placedAt: day(20) });

    expect((await waiting()).map(({ about }) => about)).toEqual(['order-3']);
    expect(decided('exited').map(({ about, reason }) => [about, reason])).toEqual([['order-2', 'ordered']]);
  });

  it('is not for whom something comes by itself, nor for an order that was cancelled', async () => {
    await order({ lines: [aLine('lamp'), aLine('soap', { subscription: true })] });
    await order({ id: 'order-2', placedAt: day(1), cancelledAt: day(1) });

    expect(await waiting()).toEqual([]);
    expect(decided('not-entered').map(({ reason }) => reason)).toEqual(['subscribed', 'cancelled']);
  });

  it('tells what they bought last, as far as it can be bought, and how long ago', async () => {
    bench.memory.products.set('lamp', aProduct('lamp'));
    bench.memory.products.set('gone', aProduct('gone', { status: 'archived' }));
    await order({ lines: [aLine('lamp'), aLine('gone')] });
    const enrollments = await waiting();

    const contents = await bench.kinds.get('win-back')?.content(bench.memory.shop, enrollments, day(91));

    expect([...(contents?.values() ?? [])]).toMatchObject([
      {
        customer: { firstName: 'Ada' },
        actionUrl: 'https://lumen.example',
        lines: [{ productId: 'lamp' }],
        words: { boughtAgo: '3 months ago', lastPurchasedAt: '2 March 2026', numberOf: 'learned' },
      },
    ]);
  });
});
