import type { Preset } from '../flow-kind.ts';

export const crossSellPreset: Preset = {
  key: 'cross-sell',
  title: 'Cross-sell',
  summary:
    'Suggests products that go with an order and that the person does not own: when others come back for them, two weeks after it arrived where that is not known.',
  program: {
    trigger: { kind: 'cross-sell', args: { afterFulfilment: 'P14D', afterOrder: 'P30D', timing: 'learned' } },
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
