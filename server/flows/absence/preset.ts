import type { Preset } from '../flow-kind.ts';

export const longAbsencePreset: Preset = {
  key: 'long-absence',
  title: 'Long absence',
  summary: 'Writes to customers who have not ordered for 60 days, and again two weeks later.',
  program: {
    trigger: {
      kind: 'absence',
      args: { event: 'order.placed', about: 'contact', unless: ['order.placed'] },
    },
    reEntry: { kind: 'every-time' },
    holdout: 0,
    priority: 50,
    usefulFor: 'P14D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'P60D', from: 'entry' } },
      { id: 'absence-1', key: 'send-email', args: { template: 'win-back-1' } },
      { id: 'wait-2', key: 'wait', args: { for: 'P14D', from: 'previous' } },
      { id: 'absence-2', key: 'send-email', args: { template: 'win-back-1' } },
    ],
  },
};
