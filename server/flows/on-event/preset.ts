import type { Preset } from '../flow-kind.ts';

export const welcomePreset: Preset = {
  key: 'welcome',
  title: 'Welcome',
  summary: 'Greets people when they subscribe.',
  program: {
    trigger: {
      kind: 'on-event',
      args: { event: 'consent.changed', about: 'contact' },
      filter: { property: 'event.state', is: 'equals', value: 'subscribed' },
    },
    reEntry: { kind: 'once-per-about' },
    holdout: 0,
    priority: 150,
    usefulFor: 'P3D',
    steps: [{ id: 'welcome-1', key: 'send-email', args: { template: 'welcome-1' } }],
  },
};
