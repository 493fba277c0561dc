import { z } from 'zod';
import { mailAccountSchema, saveMailAccountSchema } from '../../../mail/accounts/mail-account.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

/** Through whose account a shop's mail leaves. Changes are logged: with a key somebody can send under the shop's name. */
export const mailAccountRoutes = ({
  mailAccounts,
}: Pick<ApiServices, 'mailAccounts'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/sending/account',
    name: 'readMailAccount',
    summary: 'Through whose account mail leaves, and where its events are to be sent; never the key.',
    answer: mailAccountSchema,
    handle: ({ session }) => mailAccounts.read(session.shop),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/sending/account',
    name: 'saveMailAccount',
    summary:
      'Send through a SendGrid account of the shop’s own; the key is asked of SendGrid before it is kept.',
    body: saveMailAccountSchema,
    answer: mailAccountSchema,
    about: () => '',
    handle: async ({ session, body }) => {
      await mailAccounts.save(session.shop, body);
      return mailAccounts.read(session.shop);
    },
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/sending/account/remove',
    name: 'removeMailAccount',
    summary: 'Forget the shop’s key; mail leaves through the operator’s account again.',
    body: z.strictObject({}),
    answer: mailAccountSchema,
    about: () => '',
    handle: async ({ session }) => {
      await mailAccounts.remove(session.shop);
      return mailAccounts.read(session.shop);
    },
  }),
];
