import { flowParamsSchema } from '../../../flows/flow.contract.ts';
import {
  movePreviewRequestSchema,
  movePreviewSchema,
  moveParamsSchema,
  moveRequestSchema,
  moveViewSchema,
} from '../../../flows/life/flow-life.contract.ts';
import { asFlowId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { lifeConflict, viewOfMove } from './life-answers.ts';
import { noInput } from './no-input.ts';

const peopleAtOnce = 100;

/** People who wait go over to another version: looked at first, then carried out by a worker. */
export const flowMoveRoutes = ({ life }: Pick<ApiServices, 'life'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/move/preview',
    name: 'previewFlowMove',
    summary: 'How many of those who wait would go over to a version, who stays and why. Changes nothing.',
    params: flowParamsSchema,
    body: movePreviewRequestSchema,
    answer: movePreviewSchema,
    handle: async ({ session, params, body }) => {
      const preview = await life.preview(session.shop, {
        flow: asFlowId(params.flow),
        to: body.to,
        after: body.cursor,
        limit: peopleAtOnce,
      });
      if (preview === null) throw new EncoreError('not_found');
      const { next, because, people, ...counts } = preview;
      return { ...counts, because: [...because], people: [...people], nextCursor: next ?? null };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/move',
    name: 'moveFlow',
    summary:
      'Move those who wait to a version. Asked again while it runs, it answers with the one that runs.',
    params: flowParamsSchema,
    body: moveRequestSchema,
    answer: moveViewSchema,
    handle: async ({ session, params, body }) => {
      const outcome = await life.move(session, { flow: params.flow, ...body });
      if (outcome.kind === 'not-found') throw new EncoreError('not_found');
      if (outcome.kind === 'conflict') throw lifeConflict(body, outcome.current);
      return viewOfMove(outcome.move);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/moves/:move',
    name: 'readFlowMove',
    summary: 'How far a move has come.',
    params: moveParamsSchema,
    answer: moveViewSchema,
    handle: async ({ session, params }) => {
      const move = await life.findMove(session.shop, params.flow, params.move);
      if (move === null) throw new EncoreError('not_found');
      return viewOfMove(move);
    },
  }),
];
