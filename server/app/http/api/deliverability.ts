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
      'SPF, DKIM and DMARC of the sender’s domain, and complaints and bounces against the limits of Gmail and Yahoo.',
    answer: deliverabilitySchema,
    handle: async ({ session }) => {
      const found = await deliverability(session.shop);
      if (found === null) throw new EncoreError('shop_not_installed');
      return { ...found, findings: [...found.findings] };
    },
  }),
];
