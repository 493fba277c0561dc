import {
  storyLookupSchema,
  storyParamsSchema,
  storyQuerySchema,
  storySchema,
} from '../../../insights/explain/story.contract.ts';
import type { Story } from '../../../insights/explain/story.contract.ts';
import type { ExplainQuery } from '../../../insights/explain/explain.ts';
import { asContactId, asFlowId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'explain'>;

const tell = async (
  { explain }: Services,
  query: Omit<ExplainQuery, 'flow'>,
  flow: string | undefined,
): Promise<Story> => {
  const story = await explain({ ...query, flow: flow === undefined ? undefined : asFlowId(flow) });
  if (story === null || (flow !== undefined && story.flows.length === 0)) throw new EncoreError('not_found');
  return story;
};

export const contactRoutes = (services: Services): readonly ApiRoute[] => [
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
    handle: ({ session, body }) => {
      const { flow } = body;
      const contact = 'address' in body ? { address: body.address } : { customerId: body.customerId };
      return tell(services, { shop: session.shop, contact }, flow);
    },
  }),
];
