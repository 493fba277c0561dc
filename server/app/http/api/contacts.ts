import {
  storyLookupSchema,
  storyParamsSchema,
  storyQuerySchema,
  storySchema,
} from '../../../insights/explain/story.contract.ts';
import type { Story } from '../../../insights/explain/story.contract.ts';
import type { ExplainQuery } from '../../../insights/explain/explain.ts';
import {
  contactCountRequestSchema,
  contactCountSchema,
  contactDetailSchema,
  contactExportSchema,
  contactListSchema,
  contactParamsSchema,
  contactSearchSchema,
  timelineQuerySchema,
  timelineSchema,
} from '../../../insights/contacts/contact.contract.ts';
import { asContactId, asFlowId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineDownload, defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'explain' | 'people'>;

const orNotFound = <Found>(found: Found | null): Found => {
  if (found === null) throw new EncoreError('not_found');
  return found;
};

const tell = async (
  { explain }: Services,
  query: Omit<ExplainQuery, 'flow'>,
  flow: string | undefined,
): Promise<Story> => {
  const story = await explain({ ...query, flow: flow === undefined ? undefined : asFlowId(flow) });
  if (story === null || (flow !== undefined && story.flows.length === 0)) throw new EncoreError('not_found');
  return story;
};

const pageRoutes = ({ people }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/contacts/search',
    name: 'listContacts',
    summary:
      'People, fifty at a time: one of four views, those a condition holds of, or those who are called so or bought it.',
    body: contactSearchSchema,
    answer: contactListSchema,
    about: () => '',
    handle: ({ session, body }) => people.list(session.shop, body),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/contacts/count',
    name: 'countContacts',
    summary: 'How many contacts a condition holds of; of many contacts reckoned from a thousand.',
    body: contactCountRequestSchema,
    answer: contactCountSchema,
    handle: ({ session, body }) => people.count(session.shop, body),
  }),
  defineDownload({
    path: '/contacts/export',
    name: 'exportContacts',
    summary:
      'Everybody whom the same search lists, as CSV: all of them, with whole addresses, nobody erased.',
    body: contactExportSchema,
    download: { media: 'text/csv', file: 'contacts.csv' },
    about: '',
    handle: ({ session, body }) => people.export(session.shop, body),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/contacts/:contact',
    name: 'readContact',
    summary: 'Who it is, on what ground they are mailed, and where they stand in each flow.',
    params: contactParamsSchema,
    answer: contactDetailSchema,
    about: ({ contact }) => contact,
    handle: async ({ session, params }) => orNotFound(await people.read(session.shop, params.contact)),
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/contacts/:contact/timeline',
    name: 'readTimeline',
    summary: 'What they did and everything decided about them, newest first, fifty at a time.',
    params: contactParamsSchema,
    query: timelineQuerySchema,
    answer: timelineSchema,
    about: ({ contact }) => contact,
    handle: async ({ session, params, query }) =>
      orNotFound(await people.timeline(session.shop, params.contact, query)),
  }),
];

export const contactRoutes = (services: Services): readonly ApiRoute[] => [
  ...pageRoutes(services),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/contacts/:contact/story',
    name: 'readStory',
    summary:
      'Everything decided about one person: entered or not, each step, each gate answer, what comes next.',
    params: storyParamsSchema,
    query: storyQuerySchema,
    answer: storySchema,
    about: ({ contact }) => contact,
    handle: ({ session, params, query }) =>
      tell(services, { shop: session.shop, contact: { id: asContactId(params.contact) } }, query.flow),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/contacts/story',
    name: 'findStory',
    summary: "The same by address or by the platform's customer id, which stand in the body and in no log.",
    body: storyLookupSchema,
    answer: storySchema,
    about: (_params, { contact }) => contact.id,
    handle: ({ session, body }) => {
      const { flow } = body;
      const contact = 'address' in body ? { address: body.address } : { customerId: body.customerId };
      return tell(services, { shop: session.shop, contact }, flow);
    },
  }),
];
