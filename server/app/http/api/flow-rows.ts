import {
  flowRowPageSchema,
  flowRowQuerySchema,
  presetsSchema,
} from '../../../insights/figures/flow-rows.contract.ts';
import type { FlowRowView } from '../../../insights/figures/flow-rows.contract.ts';
import type { FlowRow } from '../../services/flow-rows.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { pictureOf } from './flow-view.ts';
import { noInput } from './no-input.ts';

const pageSize = 50;

const viewOf = ({ flow, summary, program, waiting, figures }: FlowRow): FlowRowView => ({
  id: flow.id,
  title: flow.title,
  summary,
  status: flow.status,
  rev: flow.rev,
  steps: (program?.steps ?? []).map(pictureOf),
  waiting,
  sent: figures.sent,
  skipped: figures.skipped,
  orders: figures.orders,
  revenue: figures.revenue,
  sentByDay: [...figures.sentByDay],
});

/** Flows as the admin lists them, and what one can begin with. */
export const flowRowRoutes = ({ flowRows }: Pick<ApiServices, 'flowRows'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flow-rows',
    name: 'listFlowRows',
    summary: 'Flows with the figures of thirty days, fifty at a time.',
    query: flowRowQuerySchema,
    answer: flowRowPageSchema,
    handle: async ({ session, query }) => {
      const { rows, currency, next } = await flowRows.page(session.shop, { ...query, limit: pageSize });
      return { flows: rows.map(viewOf), currency, nextCursor: next ?? null };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/presets',
    name: 'listPresets',
    summary: 'Every flow that comes with Encore, with its steps, and what the shop has of it.',
    answer: presetsSchema,
    handle: async ({ session }) => ({
      presets: (await flowRows.presets(session.shop)).map(({ preset, started, live }) => ({
        key: preset.key,
        title: preset.title,
        summary: preset.summary,
        steps: preset.program.steps.map(pictureOf),
        started: started ?? null,
        live,
      })),
    }),
  }),
];
