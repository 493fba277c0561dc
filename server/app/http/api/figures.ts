import { attributionDays } from '../../../insights/conversions/conversion.ts';
import { figuresSchema, returningSchema } from '../../../insights/figures/figures.contract.ts';
import { warnAt } from '../../../insights/figures/flow-warning.ts';
import type { ShownCounts } from '../../services/figures-reader.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

const viewOf = <Counts extends ShownCounts>(counts: Counts) => ({ ...counts, opened: counts.opened ?? null });

export const figureRoutes = ({ figures }: Pick<ApiServices, 'figures'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/figures',
    name: 'readFigures',
    summary: 'What came of the mails of the last thirty days: orders, revenue, opens, clicks, unsubscribes.',
    answer: figuresSchema,
    handle: async ({ session }) => {
      const { days, from, currency, totals, flows } = await figures.read(session.shop);
      return {
        days,
        from: from.toISOString(),
        currency,
        definition: { attributionDays, warnAt },
        totals: viewOf(totals),
        flows: flows.map((flow) => ({ ...viewOf(flow), warning: flow.warning ?? null })),
      };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/returning',
    name: 'readReturning',
    summary: 'How many customers came back, month by month: the customer retention rate.',
    answer: returningSchema,
    handle: async ({ session }) => {
      const { months, countedAt } = await figures.returning(session.shop);
      return {
        months: months.map((month) => ({
          ...month,
          rate: month.customers === 0 ? null : month.returned / month.customers,
        })),
        countedAt: countedAt?.toISOString() ?? null,
      };
    },
  }),
];
