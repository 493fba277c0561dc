import type { Preset } from '../flow-kind.ts';

export const winBackPreset: Preset = {
  key: 'win-back',
  title: 'Win-back',
  summary:
    'Writes to somebody who hasn’t ordered for so long that four of five who come back would have; seven months where that is not known.',
  program: {
    trigger: { kind: 'win-back', args: { after: 'P7M', timing: 'learned' } },
    reEntry: { kind: 'every-time' },
    holdout: 0,
    priority: 50,
    usefulFor: 'P30D',
    steps: [
      { id: 'wait-1', key: 'wait', args: { for: 'P7M', forVariable: 'interval', from: 'entry' } },
      { id: 'win-back-1', key: 'send-email', args: { template: 'win-back-1' } },
    ],
  },
};
