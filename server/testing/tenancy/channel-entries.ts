import { createPlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { entry } from './entry.ts';
import type { Entry } from './entry.ts';

/** Billing and the platform's own automations. */
export const channelEntries: readonly Entry[] = [
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
