import { describe, expect, it } from '@jest/globals';
import type { FlowProgram } from '../../engine/program.ts';
import { parseProgram } from '../../engine/program-schema.ts';
import { createFlowBench, steps } from '../../testing/flows/flow-bench.ts';
import { abandonedCheckoutPreset } from '../abandoned-checkout/preset.ts';
import { faultsOfEvents } from './check-events.ts';

const { program } = abandonedCheckoutPreset;
const faultsOf = (changes: Partial<FlowProgram>) =>
  faultsOfEvents(parseProgram({ ...program, ...changes }, steps), steps);
const asked = (event: string) => ({ event, atLeast: 1 });
const branch = (args: FlowProgram['trigger']['args']) => ({ id: 'b', key: 'branch', args, arms: [[], []] });

describe('events that a program names', () => {
  it.each([...createFlowBench().kinds.values()].map(({ key, preset }) => [key, preset.program] as const))(
    'are all there in the preset %s',
    (_key, preset) => {
      expect(faultsOfEvents(parseProgram(preset, steps), steps)).toEqual({});
    },
  );

  const wrong = 'order.place';
  const sentence = 'there is no store event called order.place; did you mean order.placed?';

  it.each<[string, Partial<FlowProgram>]>([
    ['filter.event', { filter: asked(wrong) }],
    [
      'filter.all.1.not.any.0.event',
      { filter: { all: [asked('order.placed'), { not: { any: [asked(wrong)] } }] } },
    ],
    ['trigger.filter.event', { trigger: { ...program.trigger, filter: asked(wrong) } }],
    [
      'trigger.args.segment.any.0.event',
      { trigger: { ...program.trigger, args: { segment: { any: [asked(wrong)] } } } },
    ],
    [
      'exitOn.1.event',
      {
        exitOn: [
          { event: 'order.refunded', reason: 'a' },
          { event: wrong, reason: 'b' },
        ],
      },
    ],
    ['goal.event', { goal: { event: wrong } }],
    ['steps.0.args.event', { steps: [branch({ event: wrong, before: 'PT1H' })] }],
    ['steps.0.args.when.not.event', { steps: [branch({ when: { not: asked(wrong) } })] }],
    [
      'steps.0.arms.1.0.args.event',
      {
        steps: [
          {
            ...branch({ event: 'product.viewed', before: 'PT1H' }),
            arms: [[], [{ ...branch({ event: wrong, before: 'PT1H' }), id: 'c' }]],
          },
        ],
      },
    ],
  ])('are missed at %s, with what was meant', (path, changes) => {
    expect(faultsOf(changes)).toEqual({ [path]: sentence });
  });

  it('are said to be unknown without a guess where nothing is near', () => {
    expect(faultsOf({ goal: { event: 'moon.full' } })).toEqual({
      'goal.event': 'there is no store event called moon.full',
    });
  });

  it('may end a flow though no predicate can ask about them', () => {
    expect(faultsOf({ exitOn: [{ event: 'customer.updated', reason: 'a' }] })).toEqual({});
    expect(faultsOf({ filter: asked('customer.updated') })).toEqual({
      'filter.event': 'nothing can be asked about customer.updated',
    });
  });

  it('may begin a flow of a kind that listens to them: that is its kind’s to say', () => {
    const trigger = { kind: 'on-event', args: { event: 'product.updated', about: 'event' } };

    expect(faultsOf({ trigger })).toEqual({});
  });

  it('are not looked for among the merchant’s own words', () => {
    const own = { property: 'event', is: 'equals', value: 'moon.full' } as const;
    const act = { id: 'a', key: 'act', args: { setProperty: 'event', value: 'moon.full' } };

    expect(faultsOf({ filter: own, steps: [act] })).toEqual({});
  });
});
