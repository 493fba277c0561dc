import { beforeEach, describe, expect, it } from '@jest/globals';
import { parseProgram } from '../../engine/program-schema.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { asShopId } from '../../lib/brand.ts';
import { longAbsencePreset } from '../absence/preset.ts';
import { birthdayPreset } from '../date-property/preset.ts';
import { feedbackPreset } from '../due-date/preset.ts';
import { createFlowPort } from '../brief.ts';
import { welcomePreset } from '../on-event/preset.ts';
import { regularsPreset } from '../segment-entry/preset.ts';
import { aCheckout, ada, anEvent, anOrder, day, hour, minute, shopId } from '../../testing/flows/builders.ts';
import { createFlowBench, steps } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { aConsent } from '../../testing/flows/memory-shop.ts';

let bench: FlowBench;

const presets = [welcomePreset, longAbsencePreset, feedbackPreset, regularsPreset, birthdayPreset];

beforeEach(() => {
  bench = createFlowBench();
  for (const { key, program } of presets) bench.addFlow(key, program);
});

const order = async (id: string, at: Date): Promise<void> => {
  bench.memory.orders.set(id, anOrder({ id, placedAt: at, updatedAt: at }));
  await bench.hear(anEvent('order.placed', id, { at }));
};

const flows = async () => (await bench.waiting()).map(({ flow }) => flow).toSorted();

describe('the presets of every kind', () => {
  it.each(presets)('are programs that parse: $key', ({ program }) => {
    expect(parseProgram(program, steps)).toMatchObject({ trigger: { kind: program.trigger.kind } });
    expect(bench.kinds.get(program.trigger.kind)?.args.parse(program.trigger.args)).toBeDefined();
  });

  it('come to no shop by themselves but the four, and two as drafts', () => {
    const those = (standard: boolean | 'draft') =>
      [...bench.kinds.values()].filter((kind) => kind.standard === standard).map(({ preset }) => preset.key);

    expect(those(true)).toEqual(['abandoned-checkout', 'replenishment', 'cross-sell', 'browse-abandonment']);
    expect(those('draft')).toEqual(['welcome', 'feedback']);
  });
});

describe('several flows for one person', () => {
  it('each begin by the same fact, and each end by what ends them', async () => {
    await bench.hear(anEvent('consent.changed', 'digest', { at: minute(0), data: { state: 'subscribed' } }));
    bench.memory.checkouts.set('checkout-a', aCheckout());
    await bench.hear(anEvent('checkout.updated', 'checkout-a'));
    const before = await flows();

    await order('o1', hour(1));

    expect(before).toEqual(['abandoned-checkout', 'welcome']);
    expect(await flows()).toEqual(['cross-sell', 'long-absence', 'replenishment', 'welcome']);
  });

  it('go on with transactional mail when the person unsubscribes, and begin after that', async () => {
    const receipt = {
      id: 'receipt',
      key: 'send-email',
      args: { template: 'receipt', kind: 'transactional' },
    };
    const program = { ...feedbackPreset.program, steps: [...feedbackPreset.program.steps, receipt] };
    bench.addFlow(feedbackPreset.key, program);
    await order('o1', minute(0));
    await bench.hear(anEvent('order.fulfilled', 'o1', { at: hour(1) }));
    const before = await flows();
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed', hour(2)));

    await bench.hear(anEvent('consent.changed', 'digest', { at: hour(2), data: { state: 'unsubscribed' } }));

    expect(before).toContain(feedbackPreset.key);
    expect(await flows()).toEqual([feedbackPreset.key]);
  });

  it('all end when the person unsubscribes', async () => {
    await order('o1', minute(0));
    await bench.hear(anEvent('order.fulfilled', 'o1', { at: hour(1) }));
    const before = await flows();
    bench.memory.consents.set(ada, aConsent(shopId, 'unsubscribed', hour(2)));

    await bench.hear(anEvent('consent.changed', 'digest', { at: hour(2), data: { state: 'unsubscribed' } }));

    expect(before).toEqual(['cross-sell', 'feedback', 'long-absence', 'replenishment']);
    expect(await flows()).toEqual([]);
  });

  it('draw their holdout each for itself when they begin, and always the same', async () => {
    const half = (program: FlowProgram): FlowProgram => ({ ...program, holdout: 0.5 });
    const drawn = async () => {
      const own = createFlowBench();
      for (let n = 0; n < 12; n += 1) own.addFlow(`flow-${n}`, half(welcomePreset.program));
      await own.hear(anEvent('consent.changed', 'digest', { data: { state: 'subscribed' } }));
      return (await own.waiting()).map(({ flow, heldOut }) => [flow, heldOut]);
    };

    const first = await drawn();

    expect(await drawn()).toEqual(first);
    expect(new Set(first.map(([, heldOut]) => heldOut))).toEqual(new Set([true, false]));
  });

  it('tell mail their priority, and whether an order settles them by now', async () => {
    await order('o1', minute(0));
    await bench.hear(anEvent('order.fulfilled', 'o1', { at: hour(1) }));
    bench.memory.orders.set('o2', anOrder({ id: 'o2', placedAt: day(1) }));
    const waiting = await bench.waiting();
    const requests = await Promise.all(
      waiting.map(async (enrollment) => {
        const [program] = (await bench.runtime.programs.load([enrollment])).values();
        if (program === undefined) throw new TypeError('no program');
        return { enrollment, program };
      }),
    );

    const briefs = await createFlowPort(bench.deps).brief(shopId, requests, day(1));

    const told = waiting.map(({ id, flow }): [string, unknown] => {
      const { priority, settledBy } = briefs.get(id) ?? {};
      return [flow, { priority, settledBy }];
    });
    expect(new Map(told)).toEqual(
      new Map([
        ['cross-sell', { priority: 100, settledBy: undefined }],
        ['feedback', { priority: 250, settledBy: undefined }],
        ['replenishment', { priority: 200, settledBy: 'o2' }],
        ['long-absence', { priority: 50, settledBy: 'o2' }],
      ]),
    );
  });

  it('know nothing of another shop', async () => {
    const elsewhere = asShopId('other.example');

    await bench.react(elsewhere, [anEvent('order.placed', 'o1', { shop: elsewhere })]);

    expect(await flows()).toEqual([]);
  });
});
