import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../engine/program.ts';
import { aCheckout, anEvent, anOrder, day, hour, minute, shopId } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowBench } from '../testing/flows/flow-bench.ts';
import { createFlowPort } from './brief.ts';
import { createFactPort } from './facts.ts';

let bench: FlowBench;

beforeEach(async () => {
  bench = createFlowBench();
  bench.memory.checkouts.set('checkout-a', aCheckout());
  bench.memory.orders.set('order-9', anOrder({ id: 'order-9', placedAt: minute(-60) }));
  await bench.react(shopId, [
    anEvent('checkout.updated', 'checkout-a'),
    anEvent('order.placed', 'order-9', { at: minute(-60) }),
  ]);
});

const briefs = async (changes: Partial<FlowProgram> = {}, now = minute(30)) => {
  const enrollments = await bench.waiting();
  const requests = enrollments.flatMap((enrollment) => {
    const program = bench.kinds.get(enrollment.flow)?.preset.program;
    return program === undefined ? [] : [{ enrollment, program: { ...program, ...changes } }];
  });
  const found = await createFlowPort({ facts: bench.memory.facts, runtime: bench.runtime }).brief(
    shopId,
    requests,
    now,
  );
  return new Map([...found.values()].map((brief) => [brief.flowKey, brief]));
};

describe('briefs', () => {
  it('answers for every flow of a batch', async () => {
    const found = await briefs();

    expect(
      [...found].map(([key, { running, filterHolds, priority }]) => [key, running, filterHolds, priority]),
    ).toEqual([
      ['abandoned-checkout', 'live', true, 300],
      ['replenishment', 'live', true, 200],
      ['cross-sell', 'live', true, 100],
    ]);
  });

  it('counts usefulness from the anchor of a checkout and from the planned time of the others', async () => {
    const found = await briefs();

    expect(found.get('abandoned-checkout')?.usefulUntil).toEqual(hour(72));
    expect(found.get('cross-sell')?.usefulUntil).toEqual(new Date('2026-05-01T08:00:00Z'));
  });

  it('does not stretch usefulness by a deferral', async () => {
    const [enrollment] = (await bench.waiting()).filter(({ flow }) => flow === 'cross-sell');
    if (enrollment === undefined) throw new TypeError('nobody waits');
    const { id, rev } = enrollment;
    await bench.store.move([
      { id, rev, to: 'waiting', step: 'cross-sell-1', dueAt: day(40), plannedAt: day(30), attempts: 0 },
    ]);

    expect((await briefs()).get('cross-sell')?.usefulUntil).toEqual(new Date('2026-05-01T10:00:00Z'));
  });

  it('says that a flow is paused', async () => {
    bench.setStatus('paused');

    expect((await briefs()).get('abandoned-checkout')?.running).toBe('paused');
  });

  it('names the order that settles it, read at that moment', async () => {
    const before = (await briefs()).get('abandoned-checkout')?.settledBy;
    bench.memory.orders.set('order-1', anOrder({ placedAt: minute(5) }));

    const after = (await briefs()).get('abandoned-checkout')?.settledBy;

    expect([before, after]).toEqual([undefined, 'order-1']);
  });

  it.each([
    ['holds', 'Ada', true],
    ['does not hold', 'Grace', false],
  ])('says whether the flow filter %s', async (_word, value, expected) => {
    const found = await briefs({ filter: { property: 'firstName', is: 'equals', value } });

    expect(found.get('abandoned-checkout')?.filterHolds).toBe(expected);
  });

  it('has no brief for a shop that is gone', async () => {
    bench = {
      ...bench,
      memory: { ...bench.memory, facts: { ...bench.memory.facts, shops: { find: async () => null } } },
    };

    expect((await briefs()).size).toBe(0);
  });
});

describe('facts for the engine', () => {
  it('reads only what is asked for', async () => {
    const enrollments = await bench.waiting();
    const port = createFactPort(bench.memory.facts, bench.clock);

    const bare = await port.load(enrollments, new Set(['zone']));
    bench.memory.events.push(anEvent('product.viewed', 'soap', { at: minute(-5) }));
    const full = await port.load(enrollments, new Set(['zone', 'contact', 'events']));

    expect([...bare.values()][0]).toEqual({ zone: 'Europe/Berlin', contact: undefined, events: undefined });
    expect([...full.values()][0]).toMatchObject({
      contact: { firstName: 'Ada', isCustomer: true, consent: 'none' },
      events: [{ type: 'product.viewed' }],
    });
  });
});
