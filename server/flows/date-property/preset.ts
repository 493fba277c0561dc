import type { Preset } from '../flow-kind.ts';

export const birthdayPreset: Preset = {
  key: 'birthday',
  title: 'Birthday',
  summary: 'Congratulates people on the morning of their birthday.',
  program: {
    trigger: {
      kind: 'date-property',
      args: { property: 'properties.birthday', yearly: true, shift: 'P0D', side: 'after', time: '09:00' },
    },
    reEntry: { kind: 'every-time' },
    holdout: 0,
    priority: 140,
    usefulFor: 'P2D',
    steps: [{ id: 'birthday-1', key: 'send-email', args: { template: 'birthday-1' } }],
  },
};
