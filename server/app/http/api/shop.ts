import { shopSchema } from '../../../shop/shop.contract.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { ApiServices } from './api-deps.ts';
import { defineRoute } from './define-route.ts';
import type { ApiRoute } from './define-route.ts';
import { noInput } from './no-input.ts';

export const shopRoutes = (
  services: Pick<ApiServices, 'shops' | 'clock' | 'outboxUrl'>,
): readonly ApiRoute[] => [
  defineRoute({
    ...noInput,
    method: 'get',
    path: '/shop',
    name: 'readShop',
    summary: 'The shop the session token names.',
    answer: shopSchema,
    handle: async ({ session }) => {
      const shop = await services.shops.find(session.shop);
      if (!shop) throw new EncoreError('shop_not_installed');
      const { id, name, url, platform, zone, currency, locale } = shop;
      const now = services.clock.now().toISOString();
      return { id, name, url, platform, zone, currency, locale, now, outboxUrl: services.outboxUrl ?? null };
    },
  }),
];
