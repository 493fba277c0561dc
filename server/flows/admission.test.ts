import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../engine/program.ts';
import { aCheckout, ada, anEvent, aContact, hour, minute, shopId } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowBench } from '../testing/flows/flow-bench.ts';
import { admit } from './admission.ts';
import { loadFlows } from './running-flows.ts';
import { contextOf } from './trigger-context.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
  bench.memory.checkouts.set('checkout-a', aCheckout());
});

const admitWith = async (changes: Partial<FlowProgram> = {}) => {
  const [running] = await loadFlows(bench.runtime, shopId);
  if (running === undefined) throw new TypeError('no flow');
  const program = { ...running.program, ...changes };
  const [match] = await running.kind.match(
    anEvent('checkout.updated', 'checkout-a'),
    contextOf(bench.deps, { ...running, program }),
  );
  if (match === undefined) throw new TypeError('no match');
  return admit(bench.deps, { shop: shopId, running: { ...running, program }, match });
};

const isAda = { property: 'firstName', is: 'equals', value: 'Ada' } as const;
const isGrace = { property: 'firstName', is: 'equals', value: 'Grace' } as const;

describe('admission', () => {
  it('admits with the version that the flow pins now', async () => {
    expect(await admitWith()).toMatchObject({
      entry: { version: 1, step: 'wait-1', dueAt: minute(30), heldOut: false, enteredAt: minute(0) },
    });
  });

  it('admits those whom both filters let in', async () => {
    const trigger = { kind: 'abandoned-checkout', args: {}, filter: isAda };

    expect(await admitWith({ trigger, filter: isAda })).toHaveProperty('entry');
  });

  it.each([
    ['trigger_filter', { trigger: { kind: 'abandoned-checkout', args: {}, filter: isGrace } }],
    ['filter_failed', { filter: isGrace }],
  ])('refuses by %s', async (refused, changes) => {
    expect(await admitWith(changes)).toEqual({ refused });
  });

  it('lets a filter ask for what the person did before', async () => {
    const viewed = { event: 'product.viewed', atLeast: 2, within: 'P7D' } as const;
    const before = await admitWith({ filter: viewed });
    bench.memory.events.push(
      anEvent('product.viewed', 'soap', { at: hour(-2) }),
      anEvent('product.viewed', 'soap', { at: hour(-1) }),
    );

    expect([before, await admitWith({ filter: viewed })]).toMatchObject([
      { refused: 'filter_failed' },
      { entry: {} },
    ]);
  });

  it('refuses somebody who was redacted', async () => {
    bench.memory.contacts.set(ada, aContact({ redactedAt: minute(-1) }));

    expect(await admitWith()).toEqual({ refused: 'redacted' });
  });

  it('admits to the last moment in which a message is of use, and no longer', async () => {
    bench.clock.set(new Date(hour(72).getTime() - 1));
    const last = await admitWith();
    bench.clock.set(hour(72));

    expect([last, await admitWith()]).toMatchObject([{ entry: {} }, { refused: 'no_longer_useful' }]);
  });

  it('draws the holdout at entry, the same every time', async () => {
    const draws = [
      await admitWith({ holdout: 0.999 }),
      await admitWith({ holdout: 0.999 }),
      await admitWith(),
    ];

    expect(draws.map((draw) => 'entry' in draw && draw.entry.heldOut)).toEqual([true, true, false]);
  });
});
