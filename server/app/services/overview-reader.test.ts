import { describe, expect, it } from '@jest/globals';
import { asFlowId } from '../../lib/brand.ts';
import { lumen } from '../../testing/shop/build-delivery.ts';
import { createOverviewReader } from './overview-reader.ts';

const now = new Date('2026-06-08T10:00:00Z');
const checkout = { id: asFlowId('checkout'), title: 'Abandoned checkout', status: 'live' } as const;
const crossSell = { id: asFlowId('cross-sell'), title: 'Cross-sell', status: 'paused' } as const;

describe('the overview', () => {
  it('shows each flow with what is due within a day, and the week that ends now', async () => {
    const asked: Date[] = [];
    const reader = createOverviewReader({
      flows: { list: async () => [checkout, crossSell] },
      enrollments: {
        waiting: async (_shop, dueBefore, laterBefore = dueBefore) => {
          asked.push(dueBefore, laterBefore);
          return new Map([[checkout.id, { waiting: 12, dueSoon: 3, dueLater: 5 }]]);
        },
      },
      lastVisit: async () => now,
      endedSince: async (_shop, since) => {
        asked.push(since);
        return { sent: 40, skipped: 2 };
      },
    });

    const overview = await reader.read(lumen, now);

    expect(asked).toEqual([
      new Date('2026-06-09T10:00:00Z'),
      new Date('2026-06-15T10:00:00Z'),
      new Date('2026-06-01T10:00:00Z'),
    ]);
    expect(overview).toEqual({
      flows: [
        { ...checkout, waiting: 12, dueNextDay: 3, dueNextWeek: 5 },
        { ...crossSell, waiting: 0, dueNextDay: 0, dueNextWeek: 0 },
      ],
      lastVisitAt: now,
      week: { sent: 40, skipped: 2, waiting: 12 },
    });
  });
});
