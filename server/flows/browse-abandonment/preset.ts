import type { Preset } from '../flow-kind.ts';

export const browseAbandonmentPreset: Preset = {
  key: 'browse-abandonment',
  title: 'Browse abandonment',
  summary:
    'Reminds people of a product they looked at twice within a week, after 4 hours and again with alternatives after 48 hours.',
  program: {
    trigger: { kind: 'browse-abandonment', args: { times: 2, within: 'P7D' } },
    reEntry: { kind: 'after', duration: 'P14D' },
    holdout: 0,
    priority: 80,
    usefulFor: 'P5D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'PT4H', from: 'entry' } },
      { id: 'browse-1', key: 'send-email', args: { template: 'browse-1' } },
      { id: 'wait-2', key: 'wait', args: { for: 'PT48H', from: 'entry' } },
      { id: 'browse-2', key: 'send-email', args: { template: 'browse-2' } },
    ],
  },
};
