import { EncoreError } from '../../../lib/errors.ts';
import { deliverabilitySchema } from '../../../mail/deliverability/deliverability.contract.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

/** Whether the shop's mail arrives. */
export const deliverabilityRoutes = ({
  deliverability,
}: Pick<ApiServices, 'deliverability'>): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/sending/health',
    name: 'readDeliverability',
    summary:
      'SPF, DKIM, DMARC and alignment of the sender, complaints and bounces against the limits of Gmail and Yahoo, and each mail of the live flows: size, pictures and words, links, way out.',
    answer: deliverabilitySchema,
    handle: async ({ session }) => {
      const found = await deliverability(session.shop);
      if (found === null) throw new EncoreError('shop_not_installed');
      return found;
    },
  }),
];
