import { EncoreError } from '../../../lib/errors.ts';
import { billingSchema } from '../../../shop/billing/billing.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

export const billingRoutes = ({ billing }: Pick<ApiServices, 'billing'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/billing',
    name: 'readBilling',
    summary: 'The shop’s plan, what it allows, what is used of it, and where to change it.',
    answer: billingSchema,
    handle: async ({ session }) => {
      const found = await billing.read(session.shop);
      if (found === null) throw new EncoreError('shop_not_installed');
      return found;
    },
  }),
];
