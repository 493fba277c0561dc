import { EncoreError } from '../../../lib/errors.ts';
import {
  newOfferSchema,
  offerChangeSchema,
  offerLedgerSchema,
  offerParamsSchema,
  offerRetireSchema,
  offerSchema,
  offersSchema,
} from '../../../mail/offers/offer.contract.ts';
import type { OfferView } from '../../../mail/offers/offer.contract.ts';
import type { OfferOutcome } from '../../../mail/offers/offer-service.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'offers'>;

/** The offer as it is after what was done to it. Throws `version_conflict` or `not_found`. */
const answerOf = (outcome: OfferOutcome, seen?: number): OfferView => {
  if (outcome.kind === 'not-found') throw new EncoreError('not_found');
  if (outcome.kind === 'done') return outcome.offer;
  throw new EncoreError('version_conflict', {
    fields: {
      ...(seen === undefined ? {} : { 'yours.rev': String(seen) }),
      'current.rev': String(outcome.current.rev),
      'current.status': outcome.current.status,
    },
  });
};

const reads = ({ offers }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/offers',
    name: 'listOffers',
    summary: 'What mails may promise, how many codes lie ready, and what the platform says of each.',
    answer: offersSchema,
    handle: async ({ session }) => ({ offers: [...(await offers.list(session.shop))] }),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/offers/ledger',
    name: 'readOfferLedger',
    summary: 'By offer and flow: codes given, used, and what they have cost, by currency and net of refunds.',
    answer: offerLedgerSchema,
    handle: async ({ session }) => {
      const lines = await offers.ledger(session.shop);
      return { lines: lines.map(({ costs, ...line }) => ({ ...line, costs: [...costs] })) };
    },
  }),
];

const writes = ({ offers }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/offers',
    name: 'createOffer',
    summary: 'Make an offer under an id of your own. The same again is the same offer; its codes follow.',
    body: newOfferSchema,
    answer: offerSchema,
    handle: async ({ session, body }) => answerOf(await offers.create(session, body)),
  }),
  defineRoute({
    ...noInput,
    method: 'patch',
    path: '/offers/:offer',
    name: 'changeOffer',
    summary: 'Change an offer. Codes that were given keep what they promised.',
    params: offerParamsSchema,
    body: offerChangeSchema,
    answer: offerSchema,
    handle: async ({ session, params, body: { rev, ...changes } }) =>
      answerOf(await offers.change(session, { offer: params.offer, rev, changes }), rev),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/offers/:offer/retire',
    name: 'retireOffer',
    summary: 'Give no more codes of an offer. Those that were given stay good until their day.',
    params: offerParamsSchema,
    body: offerRetireSchema,
    answer: offerSchema,
    handle: async ({ session, params, body: { rev } }) =>
      answerOf(await offers.retire(session, { offer: params.offer, rev }), rev),
  }),
];

export const offerRoutes = (services: Services): readonly ApiRoute[] => [
  ...reads(services),
  ...writes(services),
];
