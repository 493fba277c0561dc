import { EncoreError } from '../../../lib/errors.ts';
import {
  newTemplateSchema,
  ownTemplateListSchema,
  ownTemplateParamsSchema,
  ownTemplateSchema,
  templateRollBackSchema,
  templateSaveSchema,
  templateSeenSchema,
} from '../../../mail/templates/own/own-template.contract.ts';
import type { OwnTemplateView } from '../../../mail/templates/own/own-template.contract.ts';
import type { OpenTemplate } from '../../../mail/templates/own/own-template.ts';
import type { TemplateOutcome } from '../../../mail/templates/own/own-templates.ts';
import type { ApiServices, ApiSession } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'ownTemplates'>;

const viewOf = async (
  { ownTemplates }: Services,
  { own, problems, versions }: OpenTemplate,
): Promise<OwnTemplateView> => ({
  key: own.key,
  title: own.title,
  flow: own.flow,
  published: own.published,
  rev: own.rev,
  updatedAt: own.updatedAt.toISOString(),
  draft:
    own.draft === undefined
      ? null
      : {
          template: own.draft.template,
          savedAt: own.draft.savedAt.toISOString(),
          savedBy: own.draft.savedBy ?? null,
        },
  problems: [...problems],
  versions: versions.map(({ version, createdAt, createdBy, template }) => ({
    version,
    createdAt: createdAt.toISOString(),
    createdBy: createdBy ?? null,
    template,
  })),
  uses: (await ownTemplates.uses(own.shop, own.key)).map((use) => ({ ...use, versions: [...use.versions] })),
});

const conflict = (seen: number, is: number): EncoreError =>
  new EncoreError('version_conflict', { fields: { rev: `you saw ${seen}, it is ${is}` } });

const answerOf = (
  services: Services,
  outcome: TemplateOutcome,
  { rev }: { readonly rev: number },
): Promise<OwnTemplateView> => {
  if (outcome.kind === 'not-found') throw new EncoreError('not_found');
  if (outcome.kind === 'conflict') throw conflict(rev, outcome.current.rev);
  return viewOf(services, outcome.template);
};

const readRoutes = (services: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/own-templates',
    name: 'listOwnTemplates',
    summary: 'The templates that the shop made itself.',
    answer: ownTemplateListSchema,
    handle: async ({ session }) => ({
      templates: (await services.ownTemplates.list(session.shop)).map((own) => ({
        key: own.key,
        title: own.title,
        flow: own.flow,
        published: own.published,
        rev: own.rev,
        updatedAt: own.updatedAt.toISOString(),
        hasDraft: own.draft !== undefined,
      })),
    }),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/own-templates/:key',
    name: 'openOwnTemplate',
    summary: 'One of them: its draft with what keeps it from going live, its versions, and who sends it.',
    params: ownTemplateParamsSchema,
    answer: ownTemplateSchema,
    handle: async ({ session, params }) => {
      const found = await services.ownTemplates.open(session.shop, params.key);
      if (found === null) throw new EncoreError('not_found');
      return viewOf(services, found);
    },
  }),
];

const writeRoutes = (services: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/own-templates',
    name: 'createOwnTemplate',
    summary: 'Make a template of one that is there. It is a draft: nothing is sent before it is published.',
    body: newTemplateSchema,
    answer: ownTemplateSchema,
    handle: async ({ session, body }) => viewOf(services, await services.ownTemplates.create(session, body)),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/own-templates/:key/draft',
    name: 'saveOwnTemplate',
    summary: 'Save a draft. It need not be right: the answer says what keeps it from going live.',
    params: ownTemplateParamsSchema,
    body: templateSaveSchema,
    answer: ownTemplateSchema,
    handle: async ({ session, params, body }) =>
      answerOf(services, await services.ownTemplates.save(session, { key: params.key, ...body }), body),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/own-templates/:key/roll-back',
    name: 'rollBackOwnTemplate',
    summary: 'Give flows that are saved from now on an earlier version again.',
    params: ownTemplateParamsSchema,
    body: templateRollBackSchema,
    answer: ownTemplateSchema,
    handle: async ({ session, params, body }) =>
      answerOf(services, await services.ownTemplates.rollBack(session, { key: params.key, ...body }), body),
  }),
];

const turns = [
  ['discard', 'draft/discard', 'discardOwnTemplate', 'Throw the draft away.'],
  [
    'publish',
    'publish',
    'publishOwnTemplate',
    'Freeze the draft as the next version. Flows keep the version they were saved with until they are saved again.',
  ],
] as const;

const turnRoutes = (services: Services): readonly ApiRoute[] =>
  turns.map(([turn, path, name, summary]) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/own-templates/:key/${path}`,
      name,
      summary,
      params: ownTemplateParamsSchema,
      body: templateSeenSchema,
      answer: ownTemplateSchema,
      handle: async ({ session, params, body: { rev } }) =>
        answerOf(services, await services.ownTemplates[turn](session, { key: params.key, rev }), { rev }),
    }),
  );

const removed = async (
  { ownTemplates }: Services,
  session: ApiSession,
  seen: { readonly key: string; readonly rev: number },
): Promise<void> => {
  const outcome = await ownTemplates.remove(session, seen);
  if (outcome === null) throw new EncoreError('not_found');
  if (outcome === 'done') return;
  const current = await ownTemplates.open(session.shop, seen.key);
  throw conflict(seen.rev, current?.own.rev ?? 0);
};

const removeRoute = (services: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/own-templates/:key/delete',
    name: 'deleteOwnTemplate',
    summary: 'Delete a template that no running flow sends.',
    params: ownTemplateParamsSchema,
    body: templateSeenSchema,
    answer: templateSeenSchema,
    handle: async ({ session, params, body: { rev } }) => {
      await removed(services, session, { key: params.key, rev });
      return { rev };
    },
  });

/** Templates that a merchant makes; what goes out is a version of one. */
export const ownTemplateRoutes = (services: Services): readonly ApiRoute[] => [
  ...readRoutes(services),
  ...writeRoutes(services),
  ...turnRoutes(services),
  removeRoute(services),
];
