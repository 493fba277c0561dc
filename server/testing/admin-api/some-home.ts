import type { ApiServices } from '../../app/http/api/api-deps.ts';
import { asFlowId } from '../../lib/brand.ts';

/** A shop that is half set up, with somebody stuck. */
export const someHome: Pick<ApiServices, 'attention' | 'onboarding'> = {
  attention: {
    list: async () => [
      { kind: 'enrollments-stuck', count: 4 },
      { kind: 'sender-unproved', from: 'lumen@shared.example', domain: null },
    ],
    act: async (_shop, act) => (act === 'catch-up' ? undefined : 4),
  },
  onboarding: {
    read: async () => ({
      steps: [
        { step: 'sender', state: 'done' },
        { step: 'look', state: 'skipped' },
        { step: 'flow', state: 'open' },
      ],
      dismissed: false,
      firstFlow: { id: asFlowId('abandoned-checkout'), rev: 0 },
    }),
    answer: async () => undefined,
    dismiss: async () => undefined,
  },
};
