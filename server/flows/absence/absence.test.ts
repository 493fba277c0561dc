import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram, ReEntry } from '../../engine/program.ts';
import type { FlowId } from '../../lib/brand.ts';
import { anEvent, anOrder, bob, day, hour, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { longAbsencePreset } from './preset.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const order = async (id: string, at: Date, changes: Parameters<typeof anOrder>[0] = {}): Promise<void> => {
  const placed = anOrder({ id, placedAt: at, updatedAt: at, ...changes });
  bench.memory.orders.set(id, placed);
  await bench.hear(anEvent('order.placed', id, { at, contact: placed.contact }));
};

const browsing = (reEntry: ReEntry, changes: Partial<FlowProgram> = {}): FlowProgram => ({
  trigger: {
    kind: 'absence',
    args: { event: 'product.viewed', about: 'event', unless: ['order.placed', 'checkout.updated'] },
  },
  reEntry,
  holdout: 0,
  priority: 10,
  usefulFor: 'P30D',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'PT4H', from: 'entry' } },
    { id: 'browse-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
  ...changes,
});

const view = (at: Date, product = 'soap') => bench.hear(anEvent('product.viewed', product, { at }));
const left = (at: Date) => bench.hear(anEvent('checkout.updated', 'none', { at }));

const waitingIn = async (flow: FlowId) => (await bench.waiting()).filter((one) => one.flow === flow);
const times = async (flow: FlowId) => (await waitingIn(flow)).map(({ anchorAt }) => anchorAt);

describe('the win-back preset', () => {
  let winBack: FlowId;
  beforeEach(() => {
    winBack = bench.addFlow('win-back', longAbsencePreset.program);
  });

  it('is due sixty days after an order', async () => {
    await order('o1', minute(0));

    expect(await waitingIn(winBack)).toMatchObject([
      { about: 'contact', dueAt: new Date('2026-05-01T09:00:00Z'), step: 'wait-1' },
    ]);
  });

  it('begins again with the next order, and ends what was running, also after its first mail', async () => {
    await order('o1', minute(0));
    const [first] = await waitingIn(winBack);
    if (first === undefined) throw new TypeError('nobody waits');
    bench.mailed.add(first.id);
    bench.clock.set(day(63));

    await order('o2', day(63));

    expect(await times(winBack)).toEqual([day(63)]);
    expect(bench.story(winBack)).toEqual(['entered order.placed', 'exited ordered', 'entered order.placed']);
  });

  it('ends by an order under another name of the same person', async () => {
    await order('o1', minute(0));
    await order('o2', hour(1), { contact: bob, customerId: 'c-ada' });

    expect(await times(winBack)).toEqual([]);
    expect((await bench.waiting(bob)).some(({ flow }) => flow === winBack)).toBe(true);
  });

  it('does not end by a test order', async () => {
    await order('o1', minute(0));
    bench.memory.orders.set('o2', anOrder({ id: 'o2', placedAt: hour(1), test: true }));

    await bench.hear(anEvent('order.cancelled', 'o2', { at: hour(1) }));

    expect(await times(winBack)).toEqual([minute(0)]);
  });

  it('asks for the order again before a mail', async () => {
    await order('o1', minute(0));
    const kind = bench.kinds.get('absence');
    const [enrollment] = await waitingIn(winBack);
    if (kind === undefined || enrollment === undefined) throw new TypeError('nobody waits');

    const [claim] = await kind.claims(shopId, [enrollment]);

    expect(claim?.since).toEqual(minute(0));
    expect(claim && kind.settledBy(anOrder({ placedAt: minute(1) }), claim)).toBe(true);
    expect(claim && kind.settledBy(anOrder({ placedAt: minute(0) }), claim)).toBe(false);
  });
});

describe('an absence', () => {
  it('counts from the last of it until the first message, never after', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'every-time' }));
    await view(minute(0));
    await view(minute(50));
    const moved = await times(flow);
    const [enrollment] = await waitingIn(flow);
    if (enrollment === undefined) throw new TypeError('nobody waits');
    bench.mailed.add(enrollment.id);

    await view(hour(9));

    expect(moved).toEqual([minute(50)]);
    expect(await times(flow)).toEqual([minute(50)]);
  });

  it('ends when they come back, and may begin again', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'every-time' }));
    await view(minute(0));
    await left(minute(10));
    await view(minute(20));

    expect(await times(flow)).toEqual([minute(20)]);
    expect(bench.story(flow)).toEqual([
      'entered product.viewed',
      'exited came_back',
      'entered product.viewed',
    ]);
  });

  it('is two where coming back in between is heard of late', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'every-time' }));
    await view(minute(0));
    await view(minute(20));

    await left(minute(10));

    expect(await times(flow)).toEqual([minute(20)]);
  });

  it('is one, under the fact that began it, though that is heard of late', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'every-time' }));
    await view(minute(20));
    await view(minute(10));
    await view(minute(0));

    expect(await waitingIn(flow)).toMatchObject([
      { anchorAt: minute(20), variables: { openedAt: minute(0).toISOString() } },
    ]);
    expect(bench.story(flow).filter((one) => one === 'exited superseded')).toHaveLength(2);
  });

  it('begins once about a thing where that is the rule', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'once-per-about' }));
    await view(minute(0));
    await left(minute(10));
    await view(minute(20));
    await view(minute(21), 'oil');

    expect((await waitingIn(flow)).map(({ about }) => about)).toEqual(['oil']);
    expect(bench.story(flow)).toContain('not-entered re_entry');
  });

  it('begins no sooner than it may, counted from the last time it began', async () => {
    const flow = bench.addFlow('browse', browsing({ kind: 'after', duration: 'PT5H' }));
    await view(minute(0));
    await left(minute(10));
    await view(hour(4));
    await left(hour(4.5));
    await view(hour(6));

    expect(await times(flow)).toEqual([hour(6)]);
    expect(bench.story(flow)).toContain('not-entered re_entry');
  });
});
