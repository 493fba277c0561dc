import { flowParamsSchema } from '../../../flows/flow.contract.ts';
import {
  draftDiscardSchema,
  draftSaveSchema,
  editableFlowSchema,
  inspectRequestSchema,
  inspectionSchema,
} from '../../../flows/drafts/draft.contract.ts';
import type { EditableFlowView } from '../../../flows/drafts/draft.contract.ts';
import type { DraftOutcome } from '../../../flows/drafts/flow-drafts.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices, ApiSession } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'drafts' | 'templateKeys'>;

const opened = async (
  { drafts, templateKeys }: Services,
  { shop }: ApiSession,
  flow: string,
): Promise<EditableFlowView> => {
  const found = await drafts.open(shop, flow);
  if (found === null) throw new EncoreError('not_found');
  const { draft, current } = found;
  return {
    current,
    templates: [...(await templateKeys(shop))],
    draft:
      draft === null
        ? null
        : { ...draft, savedAt: draft.savedAt.toISOString(), savedBy: draft.savedBy ?? null },
  };
};

const settled = (outcome: DraftOutcome, asked: { readonly rev: number }): void => {
  if (outcome.kind === 'not-found') throw new EncoreError('not_found');
  if (outcome.kind === 'conflict')
    throw new EncoreError('version_conflict', {
      fields: { rev: `you saw ${asked.rev}, it is ${outcome.current?.rev ?? 0}` },
    });
};

const inspectRoute = ({ drafts }: Services): ApiRoute =>
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flow-programs/inspect',
    name: 'inspectFlowProgram',
    summary: 'What is wrong with a program, and when its steps would happen. Stores nothing.',
    body: inspectRequestSchema,
    answer: inspectionSchema,
    handle: async ({ session, body }) => {
      const startAt = body.startAt === undefined ? undefined : new Date(body.startAt);
      const found = await drafts.inspect(session.shop, { program: body.program, startAt });
      return {
        problems: { ...found.problems },
        open: found.open,
        zone: found.zone,
        startAt: found.startAt.toISOString(),
        line: found.moments.map(({ step, does, at, heldUntil }) => ({
          step,
          does,
          at: at.toISOString(),
          heldUntil: heldUntil?.toISOString() ?? null,
        })),
      };
    },
  });

/** A flow as it is being edited: what is saved here sends nothing before it is published. */
export const flowDraftRoutes = (services: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/flows/:flow/draft',
    name: 'openFlowDraft',
    summary: 'The draft of a flow, if there is one, and the version that people enter now.',
    params: flowParamsSchema,
    answer: editableFlowSchema,
    handle: ({ session, params }) => opened(services, session, params.flow),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/draft',
    name: 'saveFlowDraft',
    summary: 'Save a draft. It need not be finished; nobody is sent anything by it.',
    params: flowParamsSchema,
    body: draftSaveSchema,
    answer: editableFlowSchema,
    handle: async ({ session, params, body }) => {
      const { rev, base, program } = body;
      settled(await services.drafts.save(session, { flow: params.flow, rev, base, program }), body);
      return opened(services, session, params.flow);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/flows/:flow/draft/discard',
    name: 'discardFlowDraft',
    summary: 'Throw a draft away.',
    params: flowParamsSchema,
    body: draftDiscardSchema,
    answer: editableFlowSchema,
    handle: async ({ session, params, body }) => {
      settled(await services.drafts.discard(session.shop, params.flow, body.rev), body);
      return opened(services, session, params.flow);
    },
  }),
  inspectRoute(services),
];
