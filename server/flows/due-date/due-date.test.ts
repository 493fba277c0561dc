import { beforeEach, describe, expect, it } from '@jest/globals';
import { anEvent, day, hour, minute } from '../../testing/flows/builders.ts';
import { createFlowBench } from '../../testing/flows/flow-bench.ts';
import type { FlowBench } from '../../testing/flows/flow-bench.ts';
import { feedbackPreset } from './preset.ts';

let bench: FlowBench;

beforeEach(() => {
  bench = createFlowBench();
});

const fulfilled = (order: string, at: Date, data = {}) =>
  bench.hear(anEvent('order.fulfilled', order, { at, data }));
const feedback = async () => (await bench.waiting()).filter(({ flow }) => flow === 'feedback');

const withArgs = (args: object) => ({
  ...feedbackPreset.program,
  trigger: { kind: 'due-date', args: { event: 'order.fulfilled', after: 'P14D', ...args } },
});

describe('the feedback preset', () => {
  beforeEach(() => {
    bench.addFlow('feedback', feedbackPreset.program);
  });

  it('is due two weeks after an order was sent off, at the same local time', async () => {
    bench.clock.set(day(20));

    await fulfilled('o1', day(20));

    expect(await feedback()).toMatchObject([
      { about: 'o1', occurrence: '', anchorAt: day(20), dueAt: new Date('2026-04-05T09:00:00Z') },
    ]);
  });

  it.each(['order.refunded', 'order.cancelled'] as const)('ends by %s of that order only', async (type) => {
    await fulfilled('o1', minute(0));
    await fulfilled('o2', minute(1));

    await bench.hear(anEvent(type, 'o2', { at: hour(5) }));

    expect((await feedback()).map(({ about }) => about)).toEqual(['o1']);
    expect(
      bench.story((await feedback())[0]?.flow ?? bench.addFlow('none', feedbackPreset.program)),
    ).toContain(`exited ${type.slice('order.'.length)}`);
  });

  it('does not begin where the order was taken back before we heard that it was sent', async () => {
    await bench.hear(anEvent('order.refunded', 'o1', { at: hour(5) }));

    await fulfilled('o1', minute(0));

    expect(await feedback()).toEqual([]);
    expect(bench.decisions.filter(({ flow }) => flow === 'feedback')).toMatchObject([
      { kind: 'not-entered', reason: 'ended_already', detail: { by: 'refunded', event: 'order.refunded' } },
    ]);
  });
});

describe('a date that the event tells', () => {
  it('is what it counts from', async () => {
    bench.addFlow('feedback', withArgs({ date: 'expectedOn', after: 'P1D' }));

    await fulfilled('o1', minute(0), { expectedOn: '2026-03-20' });

    expect(await feedback()).toMatchObject([{ dueAt: new Date('2026-03-20T23:00:00Z') }]);
  });

  it.each([[{}], [{ expectedOn: 'soon' }], [{ expectedOn: 20 }]])(
    'is the event’s own where it tells %j',
    async (data) => {
      bench.addFlow('feedback', withArgs({ date: 'expectedOn', after: 'P1D' }));

      await fulfilled('o1', minute(0), data);

      expect(await feedback()).toMatchObject([{ dueAt: day(1) }]);
    },
  );
});

describe('its arguments', () => {
  it.each([[{}], [{ event: 'order.fulfilled' }], [{ event: 'order.fulfilled', after: 'two weeks' }]])(
    'are not %j',
    (args) => {
      expect(bench.kinds.get('due-date')?.args.safeParse(args).success).toBe(false);
    },
  );
});
