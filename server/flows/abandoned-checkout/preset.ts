import type { Preset } from '../flow-kind.ts';

export const abandonedCheckoutPreset: Preset = {
  key: 'abandoned-checkout',
  title: 'Abandoned checkout',
  summary: 'Reminds people of a checkout they left, after 30 minutes and again after 30 hours.',
  program: {
    trigger: { kind: 'abandoned-checkout', args: {} },
    reEntry: { kind: 'once-per-about' },
    holdout: 0,
    priority: 300,
    usefulFor: 'PT72H',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'PT30M', from: 'entry' } },
      { id: 'checkout-1', key: 'send-email', args: { template: 'checkout-1' } },
      { id: 'wait-2', key: 'wait', args: { for: 'PT30H', from: 'entry' } },
      { id: 'checkout-2', key: 'send-email', args: { template: 'checkout-2' } },
    ],
  },
};
