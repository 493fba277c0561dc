import type { Preset } from '../flow-kind.ts';

export const regularsPreset: Preset = {
  key: 'regulars',
  title: 'Regular customers',
  summary: 'Thanks people once they have ordered for the third time within a year.',
  program: {
    trigger: {
      kind: 'segment-entry',
      args: { segment: { event: 'order.placed', atLeast: 3, within: 'P365D' } },
    },
    reEntry: { kind: 'once-per-about' },
    holdout: 0,
    priority: 120,
    usefulFor: 'P14D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'P1D', from: 'entry' } },
      { id: 'regulars-1', key: 'send-email', args: { template: 'regulars-1' } },
    ],
  },
};
