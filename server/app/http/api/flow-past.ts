import type { z } from 'zod';
import { flowParamsSchema } from '../../../flows/flow.contract.ts';
import type { Inclusion } from '../../../flows/past/inclusion.ts';
import {
  inclusionParamsSchema,
  inclusionViewSchema,
  pastPreviewSchema,
  pastRequestSchema,
} from '../../../flows/past/past.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { lifeConflict } from './life-answers.ts';
import { noInput } from './no-input.ts';

const viewOf = (inclusion: Inclusion): z.input<typeof inclusionViewSchema> => {
  const { id, state, perDay, entered, leftOut, days, startedAt, endedAt } = inclusion;
  const byDay = Object.entries(days).map(([day, count]) => ({ day, count }));
  return {
    id,
    state,
    perDay,
    entered,
    leftOut,
    days: byDay.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
};

/** Whom past orders make due: looked at first, then taken in by a worker, and only when asked for. */
export const flowPastRoutes = ({ past }: Pick<ApiServices, 'past'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/past',
    name: 'previewFlowPast',
    summary: 'How many people are due in the next 90 days because of past orders. Changes nothing.',
    params: flowParamsSchema,
    answer: pastPreviewSchema,
    handle: async ({ session, params }) => {
      const preview = await past.preview(session.shop, params.flow);
      if (preview === null) throw new EncoreError('not_found');
      return { ...preview, days: [...preview.days] };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/past',
    name: 'includeFlowPast',
    summary:
      'Take them in, newest purchase first, so many a day. Asked again while it runs, it answers with that.',
    params: flowParamsSchema,
    body: pastRequestSchema,
    answer: inclusionViewSchema,
    handle: async ({ session, params, body }) => {
      const outcome = await past.include(session, { flow: params.flow, ...body });
      if (outcome.kind === 'not-found') throw new EncoreError('not_found');
      if (outcome.kind === 'conflict') throw lifeConflict(body, outcome.current);
      return viewOf(outcome.inclusion);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/past/:include',
    name: 'readFlowPast',
    summary: 'How far taking them in has come.',
    params: inclusionParamsSchema,
    answer: inclusionViewSchema,
    handle: async ({ session, params }) => {
      const inclusion = await past.find(session.shop, params.flow, params.include);
      if (inclusion === null) throw new EncoreError('not_found');
      return viewOf(inclusion);
    },
  }),
];
