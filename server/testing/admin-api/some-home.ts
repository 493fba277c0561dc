import type { ApiServices } from '../../app/http/api/api-deps.ts';
import type { FlowProgram } from '../../engine/program.ts';
import { noMail } from '../../insights/figures/rollup.ts';
import { asFlowId } from '../../lib/brand.ts';

/** A shop that is half set up, with somebody stuck. */
const program: FlowProgram = {
  trigger: { kind: 'abandoned-checkout', args: {} },
  reEntry: { kind: 'once-per-about' },
  holdout: 0,
  priority: 10,
  usefulFor: 'PT72H',
  steps: [
    { id: 'wait', key: 'wait', args: { for: 'PT30M', from: 'entry' } },
    { id: 'mail', key: 'send-email', args: { template: 'checkout-1' } },
  ],
};

export const someHome: Pick<ApiServices, 'attention' | 'onboarding' | 'flowRows'> = {
  flowRows: {
    page: async (shop) => ({
      rows: [
        {
          flow: {
            shop,
            id: asFlowId('abandoned-checkout'),
            kind: 'abandoned-checkout',
            title: 'Cart reminder',
            status: 'live',
            version: 1,
            rev: 3,
            createdAt: new Date(0),
            updatedAt: new Date(0),
          },
          summary: 'Reminds people.',
          program,
          waiting: 12,
          figures: {
            ...noMail,
            flow: asFlowId('abandoned-checkout'),
            sent: 40,
            orders: 2,
            revenue: '48.00',
            sentByDay: Array.from({ length: 30 }, () => 1),
          },
        },
      ],
      currency: 'EUR',
      next: undefined,
    }),
    presets: async () => [
      {
        preset: { key: 'win-back', title: 'Win back', summary: 'Writes to those who stay away.', program },
        started: undefined,
        live: false,
      },
    ],
  },
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
