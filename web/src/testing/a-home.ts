import type { FiguresView, ReturningView } from '../../../server/insights/figures/figures.contract.ts';
import type { OverviewView } from '../../../server/shop/shop.contract.ts';
import type { FakeApi } from './fake-api.ts';

export const backfill = {
  state: 'running',
  applied: 3412,
  phase: null,
  read: 0,
  total: null,
  broken: 0,
  error: null,
} as const;

export const overview: OverviewView = {
  flows: [
    { id: 'cart', title: 'Cart reminder', status: 'live', waiting: 90, dueNextDay: 80, dueNextWeek: 85 },
    { id: 'cross-sell', title: 'Goes well', status: 'paused', waiting: 0, dueNextDay: 0, dueNextWeek: 0 },
  ],
  week: { sent: 1204, skipped: 88, waiting: 90 },
  dueNextDay: 80,
  dueNextWeek: 85,
  lastVisitAt: null,
  backfill: { ...backfill, phase: 'orders', read: 1200, total: 9000, broken: 2 },
};

const counts = {
  sent: 1204,
  skipped: 88,
  opened: null,
  clicked: 118,
  unsubscribed: 24,
  complained: 0,
  orders: 34,
  revenue: '2310.40',
};
export const figures: FiguresView = {
  days: 30,
  from: '2026-05-03T00:00:00.000Z',
  currency: 'EUR',
  definition: { attributionDays: 5, warnAt: { complaints: 0.001, unsubscribes: 0.01 } },
  totals: counts,
  flows: [{ ...counts, id: 'cart', title: 'Cart reminder', warning: 'unsubscribes' }],
};
export const nothing = {
  ...counts,
  sent: 0,
  skipped: 0,
  clicked: 0,
  unsubscribed: 0,
  orders: 0,
  revenue: '0.00',
};

export const returning: ReturningView = {
  months: [
    { month: '2026-05', customers: 0, returned: 0, fresh: 12, rate: null },
    { month: '2026-06', customers: 12, returned: 3, fresh: 1, rate: 0.25 },
  ],
  countedAt: '2026-06-01T09:59:00.000Z',
};

/** Home of a shop that is set up, with nothing to do. */
export const answerHome = (api: FakeApi): void => {
  api.on('/overview', () => ({ body: overview }));
  api.on('/figures', () => ({ body: figures }));
  api.on('/attention', () => ({ body: { items: [] } }));
  api.on('/returning', () => ({ body: returning }));
  api.on('/onboarding', () => ({ body: { steps: [], dismissed: true, firstFlow: null } }));
};
