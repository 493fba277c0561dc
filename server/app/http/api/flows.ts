import {
  flowListSchema,
  flowParamsSchema,
  flowPatchSchema,
  flowSchema,
} from '../../../flows/flow.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { ApiServices, FlowSummary, FlowSwitch } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { viewOfFlow } from './flow-view.ts';
import { noInput } from './no-input.ts';

/** Both versions, so that the person sees what they would have overwritten. */
const conflictBetween = (change: FlowSwitch, current: FlowSummary): EncoreError =>
  new EncoreError('version_conflict', {
    fields: {
      'yours.status': change.status,
      'yours.rev': String(change.rev),
      'current.status': current.status,
      'current.rev': String(current.rev),
    },
  });

export const flowRoutes = ({ flows }: Pick<ApiServices, 'flows'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows',
    name: 'listFlows',
    summary: 'Every flow of the shop with its numbers.',
    answer: flowListSchema,
    handle: async ({ session }) => ({ flows: (await flows.list(session.shop)).map(viewOfFlow) }),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow',
    name: 'readFlow',
    summary: 'One flow with its numbers.',
    params: flowParamsSchema,
    answer: flowSchema,
    handle: async ({ session, params }) => {
      const flow = await flows.find(session.shop, params.flow);
      if (!flow) throw new EncoreError('not_found');
      return viewOfFlow(flow);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/flows/:flow',
    name: 'switchFlow',
    summary:
      'Switch a flow on (live), off (paused), or let it finish. Asking for the status it has already changes nothing.',
    params: flowParamsSchema,
    body: flowPatchSchema,
    answer: flowSchema,
    handle: async ({ session, params, body }) => {
      const change = { flow: params.flow, ...body };
      const outcome = await flows.setStatus(session, change);
      switch (outcome.kind) {
        case 'done':
          return viewOfFlow(outcome.flow);
        case 'conflict':
          throw conflictBetween(change, outcome.current);
        case 'not-found':
          throw new EncoreError('not_found');
        default:
          return assertNever(outcome);
      }
    },
  }),
];
