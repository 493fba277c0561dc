import { describe, expect, it } from '@jest/globals';
import { asFlowId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import { aBranch, anExit, aProgram, aWait } from '../testing/engine/programs.ts';
import { ada, anEvent, bob, day, hour, minute, shopId } from '../testing/flows/builders.ts';
import { createFlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowBench } from '../testing/flows/flow-bench.ts';
import type { FlowProgram } from '../engine/program.ts';

const awaiting: JsonObject = { event: 'order.placed', before: 'P3D' };
const program = aProgram(
  [aBranch('bought', awaiting, [[anExit('yes', 'bought')], []]), aWait('wait', { for: 'P7D' })],
  { trigger: { kind: 'abandoned-checkout', args: {} } },
);

const standingIn = async (step: string, flowProgram: FlowProgram = program) => {
  const bench = createFlowBench();
  const flow = bench.addFlow('waiting', flowProgram);
  const { enrollment } = await bench.store.enroll({
    shop: shopId,
    flow: asFlowId(flow),
    contact: ada,
    about: 'x',
    occurrence: '',
    version: 1,
    dueAt: day(3),
    step,
    anchorAt: minute(0),
    plannedAt: minute(0),
    variables: {},
    heldOut: false,
    enteredAt: minute(0),
  });
  bench.clock.set(hour(5));
  return { bench, id: enrollment.id };
};

const dueOf = async ({ store }: FlowBench, id: Awaited<ReturnType<typeof standingIn>>['id']) =>
  (await store.find(shopId, id))?.dueAt;

const bought = anEvent('order.placed', 'order-9', { at: hour(4) });

describe('an event that a branch waits for', () => {
  it('makes who waits for it due at once', async () => {
    const { bench, id } = await standingIn('bought');

    await bench.react(shopId, [bought]);

    expect(await dueOf(bench, id)).toEqual(hour(5));
  });

  it.each([
    ['of another type', { ...bought, type: 'order.cancelled' } as const],
    ['of somebody else', { ...bought, contact: bob }],
    ['of nobody', { ...bought, contact: undefined }],
  ])('changes nothing when it is one %s', async (_what, event) => {
    const { bench, id } = await standingIn('bought');

    await bench.react(shopId, [event]);

    expect(await dueOf(bench, id)).toEqual(day(3));
  });

  it('leaves those alone who stand in another step', async () => {
    const { bench, id } = await standingIn('wait');

    await bench.react(shopId, [bought]);

    expect(await dueOf(bench, id)).toEqual(day(3));
  });

  it('is looked for only where a flow waits for one', async () => {
    const { bench, id } = await standingIn('wait', { ...program, steps: [aWait('wait', { for: 'P7D' })] });

    await bench.react(shopId, [bought]);

    expect(await dueOf(bench, id)).toEqual(day(3));
  });
});
