import { changesPageSchema, changesQuerySchema } from '../../../insights/changes/change.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

const pageSize = 50;

export const changeRoutes = ({ changeLog }: Pick<ApiServices, 'changeLog'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/changes',
    name: 'listChanges',
    summary: 'Who of the staff changed what and when, newest first, fifty at a time.',
    query: changesQuerySchema,
    answer: changesPageSchema,
    handle: async ({ session, query: { kind, cursor: before } }) => {
      const found = await changeLog.list(session.shop, { kind, before, limit: pageSize + 1 });
      const lines = found.slice(0, pageSize);
      return {
        changes: lines.map(({ at, about, title, parts, ...line }) => ({
          ...line,
          at: at.toISOString(),
          about: about ?? null,
          title: title ?? null,
          parts: [...parts],
        })),
        nextCursor: found.length > pageSize ? (lines.at(-1)?.id ?? null) : null,
      };
    },
  }),
];
