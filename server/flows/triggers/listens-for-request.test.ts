import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../../engine/program.ts';
import { anEvent, day, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowStatus } from '../flow.ts';
import { loadFlows } from '../running-flows.ts';
import { listensForRequest } from './listens-for-request.ts';

let bench: FlowBench;
beforeEach(() => {
  bench = createFlowBench();
});

const askedFor = (name: string, over: Partial<FlowProgram> = {}): FlowProgram => ({
  trigger: {
    kind: 'on-event',
    args: { event: 'flow.requested', about: 'contact' },
    filter: { property: 'event.name', is: 'equals', value: name },
  },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'P30D',
  steps: [{ id: 'mail', key: 'send-email', args: { template: 'checkout-1' } }],
  ...over,
});

const request = (name: string, id: string, at = minute(1)) =>
  anEvent('flow.requested', name, { id, at, data: { name } });

const listens = async (name: string): Promise<boolean> =>
  listensForRequest(await loadFlows(bench.runtime, shopId), name);

describe('a flow that is asked for by a name', () => {
  it('takes in whom a workflow names, through the same admission as everybody', async () => {
    const flow = bench.addFlow('vip', askedFor('vip'));

    await bench.hear(request('vip', 'run-1'), request('other', 'run-2'));

    expect(await bench.waiting()).toMatchObject([{ flow, about: 'contact', step: 'mail' }]);
    expect(bench.story(flow)).toEqual(['entered flow.requested']);
  });

  it('says why not again', async () => {
    const flow = bench.addFlow('vip', askedFor('vip'));
    await bench.hear(request('vip', 'run-1'));
    const [enrollment] = await bench.waiting();
    if (enrollment === undefined) throw new TypeError('nobody waits');
    await bench.store.exit(enrollment.id, 'done');

    await bench.hear(request('vip', 'run-1'));
    await bench.hear(request('vip', 'run-3', day(1)));

    expect(bench.story(flow)).toEqual(['entered flow.requested', 'not-entered re_entry']);
  });

  it('takes everybody in each time they are asked for, where it may be entered again', async () => {
    bench.addFlow('vip', askedFor('vip', { reEntry: { kind: 'every-time' } }));
    await bench.hear(request('vip', 'run-1'), request('vip', 'run-2', minute(2)), request('vip', 'run-1'));
    expect(await bench.waiting()).toHaveLength(2);
  });
});

describe('whether a shop is asked for a flow by a name', () => {
  it.each<readonly [FlowStatus, boolean]>([
    ['live', true],
    ['draft', false],
    ['paused', false],
    ['finishing', false],
    ['archived', false],
  ])('%s: %p', async (status, isAsked) => {
    bench.addFlow('vip', askedFor('vip'), { status });
    expect(await listens('vip')).toBe(isAsked);
    expect(await listens('other')).toBe(false);
  });

  it('is so for any name where the flow asks for none', async () => {
    const { filter: _filter, ...trigger } = askedFor('vip').trigger;
    bench.addFlow('all', askedFor('vip', { trigger }));
    expect(await listens('whatever')).toBe(true);
  });

  it('is not, where flows begin with something else', async () => {
    bench.addFlow(
      'placed',
      askedFor('vip', { trigger: { kind: 'on-event', args: { event: 'order.placed' } } }),
    );
    expect(await listens('vip')).toBe(false);
  });
});
