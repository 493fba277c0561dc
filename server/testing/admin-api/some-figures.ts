import { asFlowId } from '../../lib/brand.ts';
import type { FiguresReader } from '../../app/services/figures-reader.ts';

const counts = {
  sent: 1204,
  skipped: 88,
  opened: undefined,
  clicked: 118,
  unsubscribed: 4,
  complained: 0,
  orders: 34,
  revenue: '2310.40',
} as const;

/** What a month of a small shop looks like. */
export const someFigures: FiguresReader = {
  read: () =>
    Promise.resolve({
      days: 30,
      from: new Date('2026-05-03T00:00:00.000Z'),
      currency: 'EUR',
      totals: counts,
      flows: [{ ...counts, id: asFlowId('abandoned-checkout'), title: 'Cart reminder', warning: undefined }],
    }),
  ofFlows: (_shop, flows) =>
    Promise.resolve(
      flows.map((flow) => ({ ...counts, opened: 0, flow, sentByDay: Array.from({ length: 30 }, () => 40) })),
    ),
  returning: () =>
    Promise.resolve({
      months: [
        { month: '2026-05', customers: 0, returned: 0, fresh: 12 },
        { month: '2026-06', customers: 12, returned: 3, fresh: 1 },
      ],
      countedAt: new Date('2026-06-01T09:59:00.000Z'),
    }),
};
