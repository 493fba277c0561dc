import { createAcceptedMessages } from '../../mail/ledger/accepted-messages.repository.ts';
import { createFlowRows } from '../../platforms/shopify/flow/flow-rows.repository.ts';
import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { entry } from './entry.ts';
import type { Entry } from './entry.ts';

/** Billing and the platform's own automations. */
export const channelEntries: readonly Entry[] = [
  entry({
    file: 'server/platforms/shopify/flow/flow-rows.repository.ts',
    create: createFlowRows,
    calls: {
      hear: { kind: 'fill', args: (shop, { at }) => [shop, { trigger: 't', listening: true, at }] },
      add: {
        kind: 'fill',
        args: (shop, { contact, message }) => [
          shop,
          [{ trigger: 't', contact, message, flow: 'Cart', subject: 'Hello' }],
        ],
      },
      isListening: { kind: 'change', args: (shop) => [shop, 't'] },
      saveSeen: { kind: 'change', args: (shop, { at }) => [shop, 't', at] },
      end: { kind: 'change', args: (shop, { message }) => [shop, message, 'fired'] },
      tryAgain: { kind: 'change', args: (shop, { message }) => [shop, message, 1000] },
    },
    exempt: { ensureIndexes: 'makes indexes' },
  }),
  entry({
    file: 'server/mail/ledger/accepted-messages.repository.ts',
    create: createAcceptedMessages,
    calls: { since: { kind: 'change', args: (shop) => [shop, new Date(0)] } },
  }),
  entry({
    file: 'server/shop/billing/plan-usage.repository.ts',
    create: createPlanUsage,
    calls: {
      take: {
        kind: 'fill',
        args: (shop) => [shop, { month: '2026-11', already: 0, wanted: 1, limit: 9 }],
      },
      used: { kind: 'read', args: (shop) => [shop, '2026-11'] },
    },
    exempt: { ensureIndexes: 'makes indexes' },
  }),
];
