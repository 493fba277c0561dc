import { beforeEach, describe, expect, it } from '@jest/globals';
import { aLine, anEvent, anOrder, aProduct, aShop, day, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aModel, aShopTiming } from '../../testing/flows/timing-builders.ts';
import type { Order } from '../../shop/catalog.ts';
import type { StoreEventType } from '../../shop/store-event.ts';
import { retimeWaiting } from '../timing/retime.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.memory.shop = aShop({ zone: 'UTC' });
  bench.clock.set(day(0));
  bench.timings.shop = aShopTiming();
  bench.timings.models.set('soap', aModel('soap'));
});

const hear = async (type: StoreEventType, changes: Partial<Order> = {}): Promise<void> => {
  const order = anOrder({ placedAt: day(0), ...changes });
  bench.memory.orders.set(order.id, order);
  await bench.react(shopId, [anEvent(type, order.id, { at: order.placedAt })]);
};

const waiting = async () => (await bench.waiting()).filter(({ flow }) => flow === 'replenishment');
const decided = (kind: string) =>
  bench.decisions.filter((one) => one.flow === 'replenishment' && one.kind === kind);
const retime = () =>
  retimeWaiting(
    {
      ...bench.deps,
      reads: {
        waitingIn: async function* (_shop, flow) {
          const all = (await bench.waiting()).filter((one) => one.flow === flow);
          yield { enrollments: all, unreadable: [] };
        },
      },
    },
    shopId,
  );

describe('a learned due date', () => {
  it('is what the order waits for, from the order on, and the decision says whose number it is', async () => {
    await hear('order.placed');

    // Forty days, less the lead of twelve.
    expect(await waiting()).toMatchObject([
      { about: 'soap', dueAt: day(28), variables: { numberOf: 'learned', interval: 'P28D', again: 'P24D' } },
    ]);
    expect(decided('entered')).toMatchObject([
      { detail: { numberOf: 'learned', reorders: 30, customers: 50, dueDays: 40, leadDays: 12 } },
    ]);
  });

  it('lasts longer for more pieces, as long as was learned', async () => {
    await hear('order.placed', { lines: [aLine('soap', { quantity: 2 })] });

    expect(await waiting()).toMatchObject([{ dueAt: day(68), variables: { times: 1, quantity: 2 } }]);
  });

  it('follows the person’s own pace', async () => {
    for (const [n, at] of [-400, -320, -240, -160, -80].entries())
      bench.memory.orders.set(`past-${n}`, anOrder({ id: `past-${n}`, placedAt: day(at) }));

    await hear('order.placed');

    const [{ dueAt } = { dueAt: undefined }] = await waiting();
    expect(dueAt?.getTime()).toBeGreaterThan(day(40).getTime());
    expect(dueAt?.getTime()).toBeLessThan(day(68).getTime());
  });

  it('stays where it is when the parcel arrives', async () => {
    await hear('order.placed');
    bench.clock.set(day(3));

    await hear('order.fulfilled', { fulfilledAt: day(3) });

    expect(await waiting()).toMatchObject([{ dueAt: day(28) }]);
    expect(decided('moved')).toEqual([]);
  });

  it('falls back to the merchant’s number for a product that too little is known of, and says so', async () => {
    bench.timings.models.set('soap', aModel('soap', { confidence: 'low', n: 2, customers: 3 }));

    await hear('order.placed', { fulfilledAt: day(2) });

    expect(await waiting()).toMatchObject([
      { variables: { interval: 'P5M15D', numberOf: 'merchant' }, anchorAt: day(2) },
    ]);
    expect(decided('entered')).toMatchObject([
      { detail: { numberOf: 'merchant', reorders: 2, confidence: 'low' } },
    ]);
  });

  it('gives way to what the merchant says of the product', async () => {
    bench.timings.merchant.set('soap', { days: 21 });

    await hear('order.placed', { lines: [aLine('soap', { quantity: 2 })] });

    expect(await waiting()).toMatchObject([{ dueAt: day(42), variables: { numberOf: 'override' } }]);
  });

  it('is nobody’s who isn’t likely to need it again, unless the merchant wants it', async () => {
    const mug = aModel('mug', { replenishable: false, n: 0, customers: 40, confidence: 'none' });
    bench.timings.models.set('mug', mug);
    const lines = [aLine('mug')];

    await hear('order.placed', { lines });
    expect(await waiting()).toEqual([]);
    expect(decided('not-entered')).toMatchObject([{ reason: 'not_needed_again' }]);

    bench.timings.merchant.set('mug', { mail: 'always' });
    await hear('order.placed', { id: 'order-2', lines });
    expect((await waiting()).map(({ occurrence }) => occurrence)).toEqual(['order-2']);
  });
});

describe('what stops it', () => {
  beforeEach(() => {
    bench.memory.products.set('soap', aProduct('soap', { productType: 'Soap' }));
    bench.memory.products.set('bar', aProduct('bar', { productType: 'Soap' }));
    bench.memory.products.set('oil', aProduct('oil', { productType: 'Oil' }));
  });

  it.each([
    ['the product', 'soap', 'bought_again'],
    ['one that stands in for it', 'bar', 'bought_again'],
  ])('is buying %s', async (_what, productId, reason) => {
    await hear('order.placed');
    bench.clock.set(day(5));

    await hear('order.placed', { id: 'order-2', placedAt: day(5), lines: [aLine(productId)] });

    expect(decided('exited')).toMatchObject([{ about: 'soap', reason }]);
    expect((await waiting()).map(({ about }) => about)).toEqual([productId]);
  });

  it('is nothing of another type', async () => {
    await hear('order.placed');
    bench.clock.set(day(5));

    await hear('order.placed', { id: 'order-2', placedAt: day(5), lines: [aLine('oil')] });

    expect((await waiting()).map(({ about }) => about).toSorted()).toEqual(['oil', 'soap']);
  });

  it('is a subscription, which also begins nothing', async () => {
    await hear('order.placed');
    bench.clock.set(day(5));

    const lines = [aLine('soap', { subscription: true })];
    await hear('order.placed', { id: 'order-2', placedAt: day(5), lines });

    expect(await waiting()).toEqual([]);
    expect(decided('exited').map(({ reason }) => reason)).toEqual(['bought_again']);
    expect(decided('not-entered').map(({ reason }) => reason)).toEqual(['subscribed']);
  });

  it('is a refund', async () => {
    await hear('order.placed');

    await hear('order.refunded', { refundedProductIds: ['soap'] });

    expect(await waiting()).toEqual([]);
    expect(decided('exited').map(({ reason }) => reason)).toEqual(['refunded']);
  });
});

describe('learning anew', () => {
  it('moves who waits for the first message, and the decision says from when to when', async () => {
    await hear('order.placed');
    bench.timings.models.set('soap', aModel('soap', { p50: 60, logMean: Math.log(60) }));
    bench.clock.set(day(10));

    expect(await retime()).toBe(1);
    expect(await retime()).toBe(0);

    expect(await waiting()).toMatchObject([{ dueAt: day(48) }]);
    expect(decided('moved')).toMatchObject([
      {
        reason: 're-timed',
        detail: { from: day(28).toISOString(), dueAt: day(48).toISOString(), numberOf: 'learned' },
      },
    ]);
  });

  it('never moves anybody into the past', async () => {
    await hear('order.placed');
    bench.timings.models.set('soap', aModel('soap', { p50: 12, logMean: Math.log(12) }));
    bench.clock.set(day(20));

    await retime();

    const [{ dueAt } = { dueAt: undefined }] = await waiting();
    expect(dueAt?.getTime()).toBeGreaterThanOrEqual(day(20).getTime());
    expect(dueAt?.getTime()).toBeLessThan(day(28).getTime());
  });

  it('leaves alone whoever had a message, and what is a day’s difference', async () => {
    await hear('order.placed');
    const [enrollment] = await waiting();
    bench.timings.models.set('soap', aModel('soap', { p50: 41, logMean: Math.log(41) }));
    expect(await retime()).toBe(0);

    if (enrollment !== undefined) bench.mailed.add(enrollment.id);
    bench.timings.models.set('soap', aModel('soap', { p50: 90, logMean: Math.log(90) }));
    expect(await retime()).toBe(0);

    expect(await waiting()).toMatchObject([{ dueAt: day(28) }]);
  });

  it('leaves alone whoever has gone on to a later step', async () => {
    await hear('order.placed');
    const [enrollment] = await waiting();
    if (enrollment === undefined) throw new TypeError('nobody waits');
    const { id, rev } = enrollment;
    const step = 'wait-2';
    await bench.store.move([
      { id, rev, to: 'waiting', step, dueAt: day(50), plannedAt: day(28), attempts: 0 },
    ]);
    bench.timings.models.set('soap', aModel('soap', { p50: 90, logMean: Math.log(90) }));

    expect(await retime()).toBe(0);
  });
});
