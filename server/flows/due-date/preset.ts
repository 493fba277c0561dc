import type { Preset } from '../flow-kind.ts';

export const feedbackPreset: Preset = {
  key: 'feedback',
  title: 'Feedback',
  summary: 'Asks what people think of an order, two weeks after it was sent off.',
  program: {
    trigger: { kind: 'due-date', args: { event: 'order.fulfilled', about: 'event', after: 'P14D' } },
    reEntry: { kind: 'once-per-about' },
    exitOn: [
      { event: 'order.refunded', sameAbout: true, reason: 'refunded' },
      { event: 'order.cancelled', sameAbout: true, reason: 'cancelled' },
    ],
    holdout: 0,
    priority: 250,
    usefulFor: 'P14D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { untilProperty: { of: 'enrollment', property: 'dueAt' } } },
      { id: 'feedback-1', key: 'send-email', args: { template: 'feedback-1', category: 'feedback' } },
    ],
  },
};
