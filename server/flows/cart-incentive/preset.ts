import type { Preset } from '../flow-kind.ts';

/** Sharing one offer, flows made of it again give one person one code. */
const offer = { id: 'cart-10', title: 'Cart: 10 % off', percent: 10, validDays: 7 } as const;

export const cartIncentivePreset: Preset = {
  key: 'cart-incentive',
  title: 'Cart with incentive',
  summary: 'Reminds people of a checkout they left after an hour, and after a day with 10 % off.',
  offers: [offer],
  program: {
    trigger: { kind: 'cart-incentive', args: {} },
    reEntry: { kind: 'once-per-about' },
    holdout: 0,
    // Before the plain reminder of the same checkout.
    priority: 310,
    usefulFor: 'PT72H',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'PT1H', from: 'entry' } },
      { id: 'incentive-1', key: 'send-email', args: { template: 'incentive-1' } },
      { id: 'wait-2', key: 'wait', args: { for: 'PT24H', from: 'entry' } },
      {
        id: 'incentive-2',
        key: 'send-email',
        args: { template: 'incentive-2', offer: offer.id, whenNoCode: 'wait' },
      },
    ],
  },
};
