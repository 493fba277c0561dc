import { backfillSchema, overviewSchema } from '../../../shop/shop.contract.ts';
import type { BackfillView } from '../../../shop/shop.contract.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

const phaseSchema = backfillSchema.shape.phase.catch(null);

const backfillView = (progress: BackfillProgress): BackfillView => {
  const { state, phase = null, offset = 0, total = null, applied, broken = 0, error = null } = progress;
  return { state, phase: phaseSchema.parse(phase), read: offset, total, applied, broken, error };
};

export const overviewRoutes = (
  services: Pick<ApiServices, 'overview' | 'shops' | 'clock'>,
): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/overview',
    name: 'readOverview',
    summary: 'The shop at a glance: its flows, the last seven days, the next 24 hours, the back-fill.',
    answer: overviewSchema,
    handle: async ({ session }) => {
      const [overview, shop] = await Promise.all([
        services.overview.read(session.shop, services.clock.now()),
        services.shops.find(session.shop),
      ]);
      const { sent, skipped, waiting } = overview.week;
      return {
        flows: overview.flows.map(({ id, title, status, waiting: people, dueNextDay, dueNextWeek }) => ({
          id,
          title,
          status,
          waiting: people,
          dueNextDay,
          dueNextWeek,
        })),
        week: { sent, skipped, waiting },
        dueNextDay: overview.flows.reduce((sum, { dueNextDay }) => sum + dueNextDay, 0),
        dueNextWeek: overview.flows.reduce((sum, { dueNextWeek }) => sum + dueNextWeek, 0),
        lastVisitAt: overview.lastVisitAt?.toISOString() ?? null,
        backfill: shop?.backfill ? backfillView(shop.backfill) : null,
      };
    },
  }),
];
