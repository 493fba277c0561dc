import type { ProgramData } from '../../../server/flows/drafts/draft.contract.ts';
import type { FlowView } from '../../../server/flows/flow.contract.ts';

export const cartProgram: ProgramData = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 300,
  usefulFor: 'PT72H',
  steps: [
    { id: 'wait-1', key: 'wait', args: { for: 'PT30M', from: 'entry' } },
    { id: 'checkout-1', key: 'send-email', args: { template: 'checkout-1' } },
  ],
};

export const cartFlow: FlowView = {
  id: 'cart',
  title: 'Cart reminder',
  summary: 'Reminds people.',
  status: 'live',
  version: 4,
  rev: 7,
  steps: [],
  waiting: 38,
  sent: 0,
  skipped: 0,
  skippedBecause: [],
  stopped: 0,
  stoppedBecause: [],
};
