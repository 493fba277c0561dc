import { EncoreError } from '../../../lib/errors.ts';
import { variableList } from '../../../mail/compose/check/variables.ts';
import {
  previewRequestSchema,
  previewSchema,
  templateCheckSchema,
  templateListQuerySchema,
  templateListSchema,
  templateProblemsSchema,
  testRequestSchema,
  testSentSchema,
  variablesQuerySchema,
  variablesSchema,
} from '../../../mail/compose/mail-template.contract.ts';
import type { SignedPreview } from '../../../mail/preview/show-preview.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'templates'>;

export const pageView = ({ url, until }: SignedPreview) => ({ url, until: until.toISOString() });

const readingRoutes = ({ templates }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/templates',
    name: 'listTemplates',
    summary: 'The templates that come with Encore, block by block, in the shop’s language or another.',
    query: templateListQuerySchema,
    answer: templateListSchema,
    handle: async ({ session, query }) => {
      const found = await templates.list(session.shop, query.locale);
      if (found === null) throw new EncoreError('not_found');
      return {
        templates: found.map(({ key, template }) => ({ key, language: template.language, template })),
      };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/templates/variables',
    name: 'listTemplateVariables',
    summary: 'What Liquid may speak of in the mails of a kind of flow, or of any.',
    query: variablesQuerySchema,
    answer: variablesSchema,
    handle: ({ query }) => Promise.resolve({ variables: [...variableList(query.flow)] }),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/templates/check',
    name: 'checkTemplate',
    summary: 'What keeps a template from going live: with line, column and what was probably meant.',
    body: templateCheckSchema,
    answer: templateProblemsSchema,
    handle: async ({ body }) => ({ problems: [...(await templates.problems(body.template, body.flow))] }),
  }),
];

const mailRoutes = ({ templates }: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/templates/preview',
    name: 'previewTemplate',
    summary:
      'A mail as it would be, for made-up people or a contact; show its HTML in a frame that is sandboxed.',
    body: previewRequestSchema,
    answer: previewSchema,
    handle: async ({ session, body }) => {
      const mail = await templates.preview(session.shop, body);
      if (mail === null) throw new EncoreError('not_found');
      const { subject, html, text, language, problems, page } = mail;
      return {
        subject,
        html,
        text,
        language,
        bytes: Buffer.byteLength(html),
        problems: [...problems],
        page: page === undefined ? null : pageView(page),
      };
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/templates/test',
    name: 'sendTestMail',
    summary: 'Send a mail to an address of the shop’s own, marked as a test. It is counted nowhere.',
    body: testRequestSchema,
    answer: testSentSchema,
    handle: async ({ session, body }) => {
      const mail = await templates.test(session.shop, body);
      if (mail === null) throw new EncoreError('not_found');
      return { to: body.to, subject: mail.subject, bytes: Buffer.byteLength(mail.html) };
    },
  }),
];

export const templateRoutes = (services: Services): readonly ApiRoute[] => [
  ...readingRoutes(services),
  ...mailRoutes(services),
];
