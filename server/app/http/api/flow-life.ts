import { flowParamsSchema, flowSchema } from '../../../flows/flow.contract.ts';
import {
  flowCommandsQuerySchema,
  flowCommandsSchema,
  flowEditSchema,
  flowRenameSchema,
  flowVersionsSchema,
  newFlowSchema,
  seenRevSchema,
} from '../../../flows/life/flow-life.contract.ts';
import { asFlowId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { answerOf, viewFlowById } from './life-answers.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'flows' | 'life'>;

const commandsAtOnce = 100;

const create = ({ flows, life }: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows',
    name: 'createFlow',
    summary:
      'Make a flow, from a preset or from a program. It is a draft: nobody enters before it is published.',
    body: newFlowSchema,
    answer: flowSchema,
    handle: async ({ session, body }) => {
      const flow = await life.create(session, body);
      return viewFlowById(flows, session.shop, flow.id);
    },
  });

const turns = [
  ['publish', 'publishFlow', 'Publish a draft: from now on people enter it.'],
  ['finish', 'finishFlow', 'Let a flow finish: nobody enters any more, those inside go on to the end.'],
  ['archive', 'archiveFlow', 'Archive a flow: nobody enters, those inside leave it. It stays archived.'],
] as const;

const turnRoutes = ({ flows, life }: Services): readonly ApiRoute[] =>
  turns.map(([turn, name, summary]) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/flows/:flow/${turn}`,
      name,
      summary,
      params: flowParamsSchema,
      body: seenRevSchema,
      answer: flowSchema,
      handle: async ({ session, params, body }) =>
        answerOf(flows, await life.turn(session, { flow: params.flow, rev: body.rev, turn }), body),
    }),
  );

const rename = ({ flows, life }: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/rename',
    name: 'renameFlow',
    summary: 'Give a flow another title.',
    params: flowParamsSchema,
    body: flowRenameSchema,
    answer: flowSchema,
    handle: async ({ session, params, body }) =>
      answerOf(flows, await life.rename(session, { flow: params.flow, ...body }), body),
  });

const versionRoutes = ({ flows, life }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/versions',
    name: 'listFlowVersions',
    summary: 'The versions of a flow, newest first, with their programs and how many people wait in each.',
    params: flowParamsSchema,
    answer: flowVersionsSchema,
    handle: async ({ session, params }) => {
      const versions = await life.versions(session.shop, params.flow);
      if (versions === null) throw new EncoreError('not_found');
      return {
        versions: versions.map(({ createdAt, ...rest }) => ({ ...rest, createdAt: createdAt.toISOString() })),
      };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/versions',
    name: 'editFlow',
    summary: 'Edit a flow: a new version that new people enter. Whoever waits stays on theirs.',
    params: flowParamsSchema,
    body: flowEditSchema,
    answer: flowSchema,
    handle: async ({ session, params, body }) =>
      answerOf(
        flows,
        await life.edit(session, { flow: params.flow, rev: body.rev, program: body.program }),
        body,
      ),
  }),
];

const commands = ({ flows, life }: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/commands',
    name: 'listFlowCommands',
    summary: 'What was done to a flow, oldest first, a hundred at a time.',
    params: flowParamsSchema,
    query: flowCommandsQuerySchema,
    answer: flowCommandsSchema,
    handle: async ({ session, params, query }) => {
      if ((await flows.find(session.shop, params.flow)) === null) throw new EncoreError('not_found');
      const page = await life.commands(session.shop, {
        flow: asFlowId(params.flow),
        after: query.cursor,
        limit: commandsAtOnce,
      });
      return {
        commands: page.commands.map(({ rev, at, by, kind, detail }) => ({
          rev,
          at: at.toISOString(),
          by: by ?? null,
          kind,
          detail,
        })),
        nextCursor: page.next ?? null,
      };
    },
  });

export const flowLifeRoutes = (services: Services): readonly ApiRoute[] => [
  create(services),
  ...turnRoutes(services),
  rename(services),
  ...versionRoutes(services),
  commands(services),
];
