import {
  attentionActSchema,
  attentionDoneSchema,
  attentionSchema,
} from '../../../insights/attention/attention.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

export const attentionRoutes = ({ attention }: Pick<ApiServices, 'attention'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/attention',
    name: 'readAttention',
    summary: 'What wants the merchant’s act: senders, silence, people and deliveries that are stuck, offers.',
    answer: attentionSchema,
    handle: async ({ session }) => ({ items: [...(await attention.list(session.shop))] }),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/attention/act',
    name: 'actOnAttention',
    summary: 'Put what is stuck back to work, or ask the platform for what its webhooks should have told.',
    body: attentionActSchema,
    answer: attentionDoneSchema,
    handle: async ({ session, body }) => ({ count: (await attention.act(session.shop, body.act)) ?? null }),
  }),
];
