import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Predicate } from '../../engine/predicate.ts';
import type { FlowProgram, ReEntry } from '../../engine/program.ts';
import type { FlowId } from '../../lib/brand.ts';
import type { Flow } from '../flow.ts';
import { aContact, ada, anEvent, bob, day, hour, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';
import { scanFlows } from '../triggers/scan-flows.ts';
import { regularsPreset } from './preset.ts';

const jsonObject = z.record(z.string(), z.json());

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.memory.contacts.set(bob, aContact({ id: bob, address: 'bob@example.com', customerIds: [] }));
});

const twice: Predicate = { event: 'product.viewed', atLeast: 2, within: 'P7D' };
const lapsed: Predicate = {
  all: [
    { event: 'order.placed', atLeast: 1 },
    { not: { event: 'order.placed', atLeast: 1, within: 'P30D' } },
  ],
};

const program = (
  segment: Predicate,
  args: object = {},
  reEntry: ReEntry = { kind: 'every-time' },
): FlowProgram => ({
  trigger: { kind: 'segment-entry', args: jsonObject.parse({ segment, ...args }) },
  reEntry,
  holdout: 0,
  priority: 10,
  usefulFor: 'P30D',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'P1D', from: 'entry' } },
    { id: 'mail-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
});

const addFlow = (of: FlowProgram, changes: Partial<Flow> = {}): FlowId =>
  bench.addFlow('segment', of, changes);
const view = (at: Date, contact = ada) =>
  bench.hear(anEvent('product.viewed', 'soap', { id: `${contact}${at.toISOString()}`, at, contact }));
const night = () => scanFlows(bench.deps, shopId);
const inside = async (contact = ada) =>
  (await bench.waiting(contact)).filter(({ flow }) => flow === 'segment').map(({ anchorAt }) => anchorAt);

describe('coming to match', () => {
  it('enters at once by what was heard of them', async () => {
    const flow = addFlow(program(twice));
    await night();
    bench.clock.set(minute(2));
    await view(minute(1));
    const before = await inside();

    await view(minute(2));

    expect([before, await inside()]).toEqual([[], [minute(2)]]);
    expect(bench.story(flow)).toEqual(['entered product.viewed']);
  });

  it('enters once, however much more they do', async () => {
    addFlow(program(twice));
    await night();
    bench.clock.set(minute(9));
    for (const at of [1, 2, 3, 4]) await view(minute(at));
    await night();

    expect(await inside()).toEqual([minute(9)]);
  });

  it('enters by time alone, in the night after', async () => {
    const flow = addFlow(program(lapsed));
    bench.memory.events.push(anEvent('order.placed', 'o1', { at: minute(0) }));
    await night();
    bench.clock.set(day(29));
    await night();
    const early = await inside();
    bench.clock.set(day(31));

    await night();
    await night();

    expect([early, await inside()]).toEqual([[], [day(31)]]);
    expect(bench.story(flow)).toEqual(['entered segment-entry']);
  });

  it('is no entry for those who matched before the flow went live', async () => {
    addFlow(program(twice), { liveSince: minute(0) });
    bench.memory.events.push(
      anEvent('product.viewed', 'soap', { id: '1', at: minute(-2) }),
      anEvent('product.viewed', 'soap', { id: '2', at: minute(-1) }),
    );
    await night();

    bench.clock.set(minute(1));
    await view(minute(1));
    await night();

    expect(await inside()).toEqual([]);
  });

  it('is one for those who came to match after it went live, though nobody had looked yet', async () => {
    addFlow(program(twice), { liveSince: minute(-5) });
    bench.memory.events.push(
      anEvent('product.viewed', 'soap', { id: '1', at: minute(-9) }),
      anEvent('product.viewed', 'soap', { id: '2', at: minute(-2) }),
    );

    await view(minute(-1));

    expect(await inside()).toEqual([minute(0)]);
  });

  it('is one for them too where the flow asks for them', async () => {
    addFlow(program(twice, { includeExisting: true }), { liveSince: minute(0) });
    bench.memory.events.push(
      anEvent('product.viewed', 'soap', { id: '1', at: minute(-2) }),
      anEvent('product.viewed', 'soap', { id: '2', at: minute(-1) }),
    );

    await night();

    expect(await inside()).toEqual([minute(0)]);
  });

  it('is no entry by an edit of the segment: who matches the new one is in already', async () => {
    addFlow(program(twice));
    await night();
    await view(minute(0));
    addFlow(program({ event: 'product.viewed', atLeast: 1 }), { version: 2 });

    await night();
    await view(minute(0), bob);

    expect([await inside(), await inside(bob)]).toEqual([[], [minute(0)]]);
  });

  it('is no entry by an edit for one who had left either', async () => {
    addFlow(program(twice));
    await night();
    await view(minute(-1));
    await view(minute(0));
    bench.clock.set(day(8));
    await night();
    addFlow(program({ event: 'product.viewed', atLeast: 1 }), { version: 2 });

    await night();
    await night();

    expect(await inside()).toEqual([]);
  });

  it('is no entry in a pause, nor after it', async () => {
    addFlow(program(twice));
    await night();
    addFlow(program(twice), { status: 'paused' });
    bench.clock.set(minute(3));
    await view(minute(1));
    await view(minute(2));
    addFlow(program(twice));

    await view(minute(3));
    await night();

    expect(await inside()).toEqual([]);
  });

  it('looks at nobody for a flow that is off', async () => {
    addFlow(program(twice, { includeExisting: true }), { status: 'draft' });
    await view(minute(-1));
    await view(minute(0));

    await night();

    expect(await inside()).toEqual([]);
  });

  it('is a decision where somebody is kept out', async () => {
    const flow = addFlow(program(twice));
    await night();
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed'));

    await view(minute(-1));
    await view(minute(0));

    expect(bench.story(flow)).toEqual(['not-entered unsubscribed']);
  });

  it('is followed again when its first follower died in between', async () => {
    addFlow(program(twice));
    await night();
    const { enroll } = bench.deps.store;
    const dying = { ...bench.deps.store, enroll: () => Promise.reject(new TypeError('gone')) };
    await view(minute(-2));
    bench.memory.events.push(anEvent('product.viewed', 'soap', { id: 'second', at: minute(-1) }));
    await expect(scanFlows({ ...bench.deps, store: dying }, shopId)).rejects.toThrow('gone');
    bench.clock.set(minute(5));

    await scanFlows({ ...bench.deps, store: { ...bench.deps.store, enroll } }, shopId);

    expect(await inside()).toEqual([minute(0)]);
  });
});

describe('matching no longer', () => {
  beforeEach(async () => {
    addFlow(program(twice));
    await night();
    await view(minute(-1));
    await view(minute(0));
    bench.clock.set(day(8));
  });

  it('exits who waits, at night', async () => {
    await night();

    expect(await inside()).toEqual([]);
    expect(bench.decisions.at(-1)).toMatchObject({ kind: 'exited', reason: 'left_segment' });
  });

  it('exits who waits, when something is heard of them', async () => {
    await view(day(8));

    expect(await inside()).toEqual([]);
  });

  it('lets them enter anew, as another time', async () => {
    await night();
    await view(day(7.5));
    await view(day(8));

    expect(await inside()).toEqual([day(8)]);
  });

  it('leaves them where they are when the flow says so', async () => {
    addFlow(program(twice, { exitOnLeave: false }));

    await night();

    expect(await inside()).toEqual([minute(0)]);
  });
});

describe('re-entry', () => {
  it('is not there where once is the rule', async () => {
    addFlow(program(twice, {}, { kind: 'once-per-about' }));
    await night();
    await view(minute(-1));
    await view(minute(0));
    bench.clock.set(day(8));
    await night();
    await view(day(7.5));
    await view(day(8));

    expect(await inside()).toEqual([]);
  });

  it('waits for its time, and says from when it may', async () => {
    addFlow(program(twice, {}, { kind: 'after', duration: 'P30D' }));
    await night();
    await view(minute(-1));
    await view(minute(0));
    bench.clock.set(day(8));
    await night();
    await view(day(7.5));

    await view(day(8));

    expect(await inside()).toEqual([]);
    expect(bench.decisions.filter(({ kind }) => kind === 'not-entered')).toMatchObject([
      { reason: 're_entry', detail: { mayFrom: '2026-04-01T09:00:00.000Z' } },
    ]);
  });
});

describe('the preset of regular customers', () => {
  it('thanks for the third order within a year', async () => {
    bench.addFlow('segment', regularsPreset.program);
    await night();
    bench.clock.set(hour(3));
    for (const at of [1, 2, 3]) await bench.hear(anEvent('order.placed', `o${at}`, { at: hour(at) }));

    expect(await inside()).toEqual([hour(3)]);
  });
});
