import type { Preset } from '../flow-kind.ts';

export const crossSellPreset: Preset = {
  key: 'cross-sell',
  title: 'Cross-sell',
  summary:
    'Two weeks after an order arrived, suggests products that go with it and that the person does not own.',
  program: {
    trigger: { kind: 'cross-sell', args: { afterFulfilment: 'P14D', afterOrder: 'P30D' } },
    reEntry: { kind: 'once-per-about' },
    holdout: 0,
    priority: 100,
    usefulFor: 'P30D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'P30D', forVariable: 'interval', from: 'entry' } },
      { id: 'cross-sell-1', key: 'send-email', args: { template: 'cross-sell-1' } },
    ],
  },
};
