import { z } from 'zod';
import type { Change } from '../../../insights/changes/change-log.repository.ts';
import { changeActions } from '../../../insights/changes/change.contract.ts';

const kinds = new Map(Object.entries(changeActions));

/** Writes that change nothing that anybody gets, enters or sees: looks, checks, tests, and drafts before they are published. */
export const changesNothing: ReadonlySet<string> = new Set([
  'checkDomain',
  'previewLook',
  'findStory',
  'listContacts',
  'countContacts',
  'actOnAttention',
  'answerOnboarding',
  'dismissOnboarding',
  'inspectFlowProgram',
  'saveFlowDraft',
  'discardFlowDraft',
  'previewFlowMove',
  'checkTemplate',
  'previewTemplate',
  'sendTestMail',
  'saveOwnTemplate',
  'discardOwnTemplate',
]);

const paramsSchema = z.looseObject({
  flow: z.string().optional(),
  key: z.string().optional(),
  offer: z.string().optional(),
  product: z.string().optional(),
  contact: z.string().optional(),
  segment: z.string().optional(),
});

/** What answers have in common; what one lacks is left out. */
const answerSchema = z.looseObject({
  id: z.string().optional().catch(undefined),
  key: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  rev: z.number().optional().catch(undefined),
  request: z.string().optional().catch(undefined),
  savedAt: z.string().optional().catch(undefined),
});

const bodySchema = z
  .looseObject({
    rev: z.number().optional().catch(undefined),
    status: z.string().optional().catch(undefined),
  })
  .catch({});

interface Written {
  readonly name: string;
  readonly params: unknown;
  readonly body: unknown;
  readonly answer: unknown;
}

type Note = Omit<Change, 'user' | 'at'>;

const named = new Set([
  'changeSettings',
  'changeOffer',
  'chooseCompanions',
  'changeProductTiming',
  'changeSegment',
]);

/** Which fields a change names, or where a switch was put: never what was written in them, which may be personal or secret. */
const partsOf = (action: string, body: z.output<typeof bodySchema>): readonly string[] => {
  if (named.has(action)) return Object.keys(body).filter((field) => field !== 'rev');
  return action === 'switchFlow' && body.status !== undefined ? [body.status] : [];
};

/** What is written down of an operation that was carried out; undefined for one that changed nothing. */
export const changeOf = ({ name: action, params, body, answer }: Written): Note | undefined => {
  const kind = kinds.get(action);
  if (kind === undefined) return undefined;
  const { flow, key, offer, product, contact, segment } = paramsSchema.parse(params);
  const after = answerSchema.parse(answer);
  const asked = bodySchema.parse(body);
  const about = flow ?? key ?? offer ?? product ?? contact ?? segment ?? after.id ?? after.key;
  const stamp = after.rev ?? after.request ?? after.savedAt ?? asked.rev;
  return {
    kind,
    action,
    about,
    title: kind === 'contact' ? undefined : after.title,
    parts: partsOf(action, asked),
    once: stamp === undefined ? undefined : `${action} ${about ?? ''} ${stamp}`,
  };
};
