import type { Preset } from '../flow-kind.ts';

export const replenishmentPreset: Preset = {
  key: 'replenishment',
  title: 'Replenishment',
  summary:
    'Writes before a product someone bought runs out: when, the shop’s own orders say; 5.5 months for each one bought where they say too little.',
  program: {
    trigger: { kind: 'replenishment', args: { interval: 'P5M15D', perProduct: {}, timing: 'learned' } },
    reEntry: { kind: 'every-time' },
    holdout: 0,
    priority: 200,
    usefulFor: 'P45D',
    steps: [
      {
        id: 'wait-1',
        key: 'wait',
        args: {
          for: 'P5M15D',
          forVariable: 'interval',
          from: 'entry',
          timesVariable: 'times',
          maxTimes: 3,
        },
      },
      { id: 'replenishment-1', key: 'send-email', args: { template: 'replenishment-1' } },
      {
        // A second reminder hangs on the date; a number that fits all products is no date.
        id: 'branch-1',
        key: 'branch',
        args: { when: { property: 'enrollment.numberOf', is: 'equals', value: 'learned' } },
        arms: [
          [
            { id: 'wait-2', key: 'wait', args: { for: 'P14D', forVariable: 'again', from: 'previous' } },
            { id: 'replenishment-2', key: 'send-email', args: { template: 'replenishment-2' } },
          ],
          [],
        ],
      },
    ],
  },
};
