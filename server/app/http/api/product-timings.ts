import {
  companionChoiceSchema,
  companionsSchema,
  productParamsSchema,
  productTimingDetailSchema,
  productTimingsQuerySchema,
  productTimingsSchema,
  timingChangeSchema,
} from '../../../flows/timing/timing.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'timings' | 'companions'>;

interface Revised {
  readonly rev: number;
}

/** What is there after a change. Throws `not_found`, or `version_conflict` with both revisions. */
const changed = <View extends Revised>(
  outcome: View | { readonly conflict: View } | null,
  { rev }: Revised,
): View => {
  if (outcome === null) throw new EncoreError('not_found');
  if (!('conflict' in outcome)) return outcome;
  const fields = { 'yours.rev': String(rev), 'current.rev': String(outcome.conflict.rev) };
  throw new EncoreError('version_conflict', { fields });
};

const orNotFound = <View>(view: View | null): View => {
  if (view === null) throw new EncoreError('not_found');
  return view;
};

const timingRoutes = ({ timings }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/products/timings',
    name: 'listProductTimings',
    summary: 'When products are bought again: learned or said, most bought first, fifty at a time.',
    query: productTimingsQuerySchema,
    answer: productTimingsSchema,
    handle: ({ session, query }) => timings.list(session.shop, query),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/products/:product/timing',
    name: 'readProductTiming',
    summary: 'When one product is bought again: the numbers, the curve behind them, and whose number counts.',
    params: productParamsSchema,
    answer: productTimingDetailSchema,
    handle: async ({ session, params }) => orNotFound(await timings.read(session.shop, params.product)),
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/products/:product/timing',
    name: 'changeProductTiming',
    summary: 'Say how long one piece lasts, or whether it is asked about; null leaves it to what is learned.',
    params: productParamsSchema,
    body: timingChangeSchema,
    answer: productTimingDetailSchema,
    handle: async ({ session, params, body }) =>
      changed(await timings.change(session, params.product, body), body),
  }),
];

const companionRoutes = ({ companions }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/products/:product/companions',
    name: 'readCompanions',
    summary: 'What goes with a product, in the order in which it is suggested, and what is never suggested.',
    params: productParamsSchema,
    answer: companionsSchema,
    handle: async ({ session, params }) => orNotFound(await companions.read(session.shop, params.product)),
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/products/:product/companions',
    name: 'chooseCompanions',
    summary: 'Pin what is suggested first with a product, and ban what never is.',
    params: productParamsSchema,
    body: companionChoiceSchema,
    answer: companionsSchema,
    handle: async ({ session, params, body }) =>
      changed(await companions.change(session, params.product, body), body),
  }),
];

export const productTimingRoutes = (services: Services): readonly ApiRoute[] => [
  ...timingRoutes(services),
  ...companionRoutes(services),
];
