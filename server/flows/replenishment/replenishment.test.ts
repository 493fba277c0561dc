import { beforeEach, describe, expect, it } from '@jest/globals';
import { aLine, anEvent, anOrder, aProduct, day, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import type { StoreEventType } from '../../shop/store-event.ts';
import { loadFlows } from '../running-flows.ts';
import { contextOf } from '../trigger-context.ts';
import { isReplenishable } from './is-replenishable.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.clock.set(day(1));
});

const hear = async (type: StoreEventType, changes: Parameters<typeof anOrder>[0] = {}): Promise<void> => {
  const order = anOrder(changes);
  bench.memory.orders.set(order.id, order);
  await bench.react(shopId, [anEvent(type, order.id, { at: order.placedAt })]);
};

const ofReplenishment = async () => (await bench.waiting()).filter(({ flow }) => flow === 'replenishment');
const exits = (): readonly string[] =>
  bench.decisions
    .filter(({ flow, kind }) => flow === 'replenishment' && kind === 'exited')
    .map(({ reason }) => reason);

describe('entering', () => {
  it('is due five months and fifteen days after the order, at the same local time', async () => {
    await hear('order.placed', { placedAt: new Date('2026-03-02T10:00:00Z') });

    // Berlin is an hour further from UTC in August than in March.
    expect(await ofReplenishment()).toMatchObject([
      { about: 'soap', occurrence: 'order-1', dueAt: new Date('2026-08-17T09:00:00Z') },
    ]);
  });

  it('opens one for each product of the order', async () => {
    await hear('order.placed', { lines: [aLine('soap'), aLine('oil'), aLine('soap')] });

    expect((await ofReplenishment()).map(({ about, variables }) => [about, variables['quantity']])).toEqual([
      ['soap', 2],
      ['oil', 1],
    ]);
  });

  it.each([
    [1, '2026-08-17T09:00:00Z'],
    [2, '2027-02-01T10:00:00Z'],
    [3, '2027-07-16T09:00:00Z'],
    [12, '2027-07-16T09:00:00Z'],
  ])('lasts %s times as long for that many pieces, three at most', async (quantity, dueAt) => {
    await hear('order.placed', {
      placedAt: new Date('2026-03-02T10:00:00Z'),
      lines: [aLine('soap', { quantity })],
    });

    expect(await ofReplenishment()).toMatchObject([{ dueAt: new Date(dueAt) }]);
  });

  it('uses the interval of the product where there is one', async () => {
    const running = (await loadFlows(bench.runtime, shopId)).find(({ kind }) => kind.key === 'replenishment');
    const order = anOrder({ lines: [aLine('soap'), aLine('oil')] });
    bench.memory.orders.set(order.id, order);
    if (running === undefined) throw new TypeError('no preset');
    const trigger = { ...running.program.trigger, args: { interval: 'P3M', perProduct: { oil: 'P20D' } } };
    const context = contextOf(bench.deps, { ...running, program: { ...running.program, trigger } });

    const matches = await running.kind.match(anEvent('order.placed', order.id), context);

    expect(matches.map(({ about, variables }) => [about, variables['interval']])).toEqual([
      ['soap', 'P3M'],
      ['oil', 'P20D'],
    ]);
  });

  it('does not enter for an order whose mail would come too late', async () => {
    bench.clock.set(day(300));

    await hear('order.placed', { placedAt: day(0) });

    expect(await ofReplenishment()).toEqual([]);
    expect(bench.decisions.filter(({ flow }) => flow === 'replenishment')).toMatchObject([
      { kind: 'not-entered', reason: 'no_longer_useful' },
    ]);
  });

  it('leaves out test orders and what is used up by nobody', async () => {
    await hear('order.placed', { id: 'order-t', test: true });
    await hear('order.placed', { id: 'order-g', lines: [aLine('gift', { title: 'Gift card' })] });

    expect(await ofReplenishment()).toEqual([]);
  });
});

describe('what is used up', () => {
  it.each([
    ['a soap', { line: aLine('soap'), product: undefined, expected: true }],
    [
      'a line without a product',
      { line: aLine('x', { productId: undefined }), product: undefined, expected: false },
    ],
    [
      'a gift card',
      { line: aLine('x'), product: aProduct('x', { productType: 'Gift Card' }), expected: false },
    ],
    [
      'a warranty',
      { line: aLine('x'), product: aProduct('x', { productType: 'Warranty' }), expected: false },
    ],
  ])('says of %s', (_name, { line, product, expected }) => {
    expect(isReplenishable(line, product)).toBe(expected);
  });
});

describe('fulfilment', () => {
  it('counts from the fulfilment as soon as it is known', async () => {
    await hear('order.placed', { placedAt: minute(0) });
    await hear('order.fulfilled', { placedAt: minute(0), fulfilledAt: day(2) });

    expect(await ofReplenishment()).toMatchObject([
      { anchorAt: day(2), dueAt: new Date('2026-08-19T09:00:00Z') },
    ]);
  });

  it('ends alike when fulfilment is heard of first', async () => {
    await hear('order.fulfilled', { placedAt: minute(0), fulfilledAt: day(2) });
    await hear('order.placed', { placedAt: minute(0), fulfilledAt: day(2) });

    expect(await ofReplenishment()).toMatchObject([{ anchorAt: day(2) }]);
  });
});

describe('ending', () => {
  it('exits when the product is bought again, and opens a new one', async () => {
    await hear('order.placed', { placedAt: minute(0) });
    await hear('order.placed', { id: 'order-2', placedAt: day(1) });

    expect((await ofReplenishment()).map(({ occurrence }) => occurrence)).toEqual(['order-2']);
    expect(exits()).toEqual(['bought_again']);
  });

  it('keeps the newer purchase when the older is heard of later', async () => {
    await hear('order.placed', { id: 'order-2', placedAt: day(1) });
    await hear('order.placed', { placedAt: minute(0) });

    expect((await ofReplenishment()).map(({ occurrence }) => occurrence)).toEqual(['order-2']);
  });

  it('keeps one of two purchases of the same second', async () => {
    await hear('order.placed', { id: 'order-2', placedAt: minute(0) });
    await hear('order.placed', { id: 'order-1', placedAt: minute(0) });

    expect((await ofReplenishment()).map(({ occurrence }) => occurrence)).toEqual(['order-2']);
  });

  it('goes on when something else is bought', async () => {
    await hear('order.placed', { placedAt: minute(0) });
    await hear('order.placed', { id: 'order-2', placedAt: day(1), lines: [aLine('lamp')] });

    expect((await ofReplenishment()).map(({ about }) => about)).toEqual(['soap', 'lamp']);
  });

  it('exits when the order is cancelled or the product is refunded', async () => {
    await hear('order.placed', { lines: [aLine('soap'), aLine('oil')] });
    await hear('order.refunded', { lines: [aLine('soap'), aLine('oil')], refundedProductIds: ['oil'] });
    const left = (await ofReplenishment()).map(({ about }) => about);
    await hear('order.cancelled', { lines: [aLine('soap'), aLine('oil')], cancelledAt: day(1) });

    expect(left).toEqual(['soap']);
    expect(await ofReplenishment()).toEqual([]);
    expect(exits()).toEqual(['refunded', 'cancelled']);
  });
});

describe('content', () => {
  const contentNow = async () => {
    const kind = bench.kinds.get('replenishment');
    const enrollments = await ofReplenishment();
    const content = await kind?.content(bench.memory.shop, enrollments, bench.clock.now());
    return [...(content?.values() ?? [])][0];
  };

  it('shows the product as it is sold today and when it was bought', async () => {
    bench.memory.products.set('soap', aProduct('soap', { title: 'Olive soap' }));
    await hear('order.placed', { placedAt: minute(0) });

    expect(await contentNow()).toMatchObject({
      customer: { firstName: 'Ada' },
      actionUrl: 'https://lumen.example/products/soap',
      lines: [{ title: 'Olive soap', price: '€12.00', imageUrl: 'https://cdn.example/soap.png' }],
      words: { productTitle: 'Olive soap', lastPurchasedAt: '2 March 2026' },
    });
  });

  it('shows what was bought when the product is not known', async () => {
    await hear('order.placed');

    expect(await contentNow()).toMatchObject({
      actionUrl: 'https://lumen.example',
      lines: [{ title: 'Product soap' }],
    });
  });

  it.each([
    ['nothing_to_buy', { status: 'draft' as const }],
    ['nothing_to_buy', { deletedAt: day(1) }],
    ['out_of_stock', { variants: [{ id: 'v', title: 'V', price: '1.00', available: false }] }],
  ])('has nothing to say but %s', async (none, changes) => {
    await hear('order.placed');
    bench.memory.products.set('soap', aProduct('soap', changes));

    expect(await contentNow()).toEqual({ none });
  });
});
