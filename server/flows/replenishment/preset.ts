import type { Preset } from '../flow-kind.ts';

export const replenishmentPreset: Preset = {
  key: 'replenishment',
  title: 'Replenishment',
  summary: 'Writes when a product someone bought is about to run out: 5.5 months for each one bought.',
  program: {
    trigger: { kind: 'replenishment', args: { interval: 'P5M15D', perProduct: {} } },
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
          timesVariable: 'quantity',
          maxTimes: 3,
        },
      },
      { id: 'replenishment-1', key: 'send-email', args: { template: 'replenishment-1' } },
    ],
  },
};
