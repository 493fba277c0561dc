import { z } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import { sendingSchema, startDomainSchema } from '../../../mail/sending/sending.contract.ts';
import type { SendingView } from '../../../mail/sending/sending.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

type Services = Pick<ApiServices, 'sending'>;

/** Each write answers with how it stands now. */
const shown = async ({ sending }: Services, shop: ShopId): Promise<SendingView> => {
  const found = await sending.read(shop);
  if (found === null) throw new EncoreError('shop_not_installed');
  return found;
};

const acts = {
  check: 'Look now whether the records of the domain are there.',
  remove: 'Give the domain up; mail leaves as it did before.',
} as const;

/** Under whose name a shop's mail leaves, and proving a domain of its own. */
export const sendingRoutes = (services: Services): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/sending',
    name: 'readSending',
    summary: 'From which address mail leaves, the limit of a shared one, and the shop’s own domain.',
    answer: sendingSchema,
    handle: ({ session }) => shown(services, session.shop),
  }),
  defineRoute({
    ...noInput,
    method: 'post',
    path: '/sending/domain',
    name: 'startDomain',
    summary: 'Begin to prove the domain of an address; the answer names the records to add to its DNS.',
    body: startDomainSchema,
    answer: sendingSchema,
    handle: async ({ session, body }) => {
      await services.sending.start(session.shop, body.address);
      return shown(services, session.shop);
    },
  }),
  ...(['check', 'remove'] as const).map((act) =>
    defineRoute({
      ...noInput,
      method: 'post',
      path: `/sending/domain/${act}`,
      name: act === 'check' ? 'checkDomain' : 'removeDomain',
      summary: acts[act],
      body: z.strictObject({}),
      answer: sendingSchema,
      handle: async ({ session }) => {
        await services.sending[act](session.shop);
        return shown(services, session.shop);
      },
    }),
  ),
];
