import {
  newSegmentSchema,
  segmentChangeSchema,
  segmentParamsSchema,
  segmentSchema,
  segmentSeenSchema,
  segmentsSchema,
} from '../../../flows/segments/segment.contract.ts';
import type { SegmentView } from '../../../flows/segments/segment.contract.ts';
import type { SegmentOutcome } from '../../../flows/segments/saved-segments.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'segments'>;

/** The segment as it is after what was done to it. Throws `version_conflict` or `not_found`. */
const answerOf = (outcome: SegmentOutcome, seen: number): SegmentView => {
  if (outcome.kind === 'not-found') throw new EncoreError('not_found');
  if (outcome.kind === 'done') return outcome.segment;
  const fields = { 'yours.rev': String(seen), 'current.rev': String(outcome.current.rev) };
  throw new EncoreError('version_conflict', { fields });
};

/** Conditions about people that a merchant keeps under names. */
export const segmentRoutes = ({ segments }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/segments',
    name: 'listSegments',
    summary: 'Saved conditions about people, and the platform’s segments that somebody was heard to join.',
    answer: segmentsSchema,
    handle: ({ session }) => segments.list(session.shop),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/segments',
    name: 'createSegment',
    summary: 'Keep a condition under an id of your own. The same again is the same segment.',
    body: newSegmentSchema,
    answer: segmentSchema,
    handle: async ({ session, body }) => answerOf(await segments.create(session, body), 0),
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/segments/:segment',
    name: 'changeSegment',
    summary: 'Change a saved condition or its name. Flows that began with it keep what they were made with.',
    params: segmentParamsSchema,
    body: segmentChangeSchema,
    answer: segmentSchema,
    handle: async ({ session, params, body }) =>
      answerOf(await segments.change(session, params.segment, body), body.rev),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/segments/:segment/delete',
    name: 'deleteSegment',
    summary: 'Delete a saved condition; nobody it holds of is touched.',
    params: segmentParamsSchema,
    body: segmentSeenSchema,
    answer: segmentSchema,
    handle: async ({ session, params, body }) =>
      answerOf(await segments.remove(session, params.segment, body), body.rev),
  }),
];
