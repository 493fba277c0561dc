import { contactParamsSchema } from '../../../insights/contacts/contact.contract.ts';
import {
  acceptedRequestSchema,
  accessPageSchema,
  accessQuerySchema,
  dataRequestListSchema,
  personExportSchema,
  requestParamsSchema,
} from '../../../insights/privacy/privacy.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'privacy' | 'accessLog'>;

const logPage = 100;

const askingRoutes = ({ privacy }: Services): readonly ApiRoute[] =>
  (['export', 'erase'] as const).map((kind) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/contacts/:contact/${kind}`,
      name: kind === 'export' ? 'exportContact' : 'eraseContact',
      summary:
        kind === 'export'
          ? 'Gather everything held on one person; it can be downloaded a few seconds later.'
          : 'Erase one person everywhere, for good. Nothing is sent to them after the answer.',
      params: contactParamsSchema,
      answer: acceptedRequestSchema,
      about: ({ contact }) => contact,
      handle: async ({ session, params }) => {
        const request = await privacy.ask(session.shop, params.contact, kind);
        if (request === undefined) throw new EncoreError('not_found');
        return { request };
      },
    }),
  );

const requestRoutes = ({ privacy }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/privacy/requests',
    name: 'listDataRequests',
    summary: 'Who asked for their data, newest first, and until when each answer can be downloaded.',
    answer: dataRequestListSchema,
    handle: async ({ session }) => {
      const requests = await privacy.requests(session.shop);
      return {
        requests: requests.map(({ requestId, source, state, at, downloadUntil }) => ({
          id: requestId,
          source,
          state,
          askedAt: at.toISOString(),
          downloadUntil: downloadUntil?.toISOString() ?? null,
        })),
      };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/privacy/requests/:request/export',
    name: 'downloadExport',
    summary: 'Everything held on the person who asked, by collection.',
    params: requestParamsSchema,
    answer: personExportSchema,
    about: ({ request }) => request,
    handle: async ({ session, params }) => {
      const json = await privacy.download(session.shop, params.request);
      if (json === undefined) throw new EncoreError('not_found');
      return personExportSchema.parse(JSON.parse(json));
    },
  }),
];

/** What is held on people: taken out, erased, and who looked at it. */
export const privacyRoutes = (services: Services): readonly ApiRoute[] => [
  ...askingRoutes(services),
  ...requestRoutes(services),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/privacy/access-log',
    name: 'listAccesses',
    summary: 'Who of the staff looked at or took whose data, newest first, a hundred at a time.',
    query: accessQuerySchema,
    answer: accessPageSchema,
    handle: async ({ session, query: { about, cursor: before } }) => {
      const lines = await services.accessLog.list(session.shop, { about, before, limit: logPage });
      const last = lines.length < logPage ? undefined : lines.at(-1);
      return {
        accesses: lines.map(({ at, about: whom, ...line }) => ({
          ...line,
          at: at.toISOString(),
          about: whom ?? null,
        })),
        nextCursor: last?.id ?? null,
      };
    },
  }),
];
