import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';
import type { AdminClient } from './admin-client.ts';
import { grantedScopesQuery } from './operations.ts';

/** What `shopify.app.toml` asks merchants for; a test compares the two. */
export const wantedScopes: readonly string[] = [
  'read_all_orders',
  'read_customer_events',
  'read_customer_merge',
  'read_customers',
  'read_discounts',
  'read_locales',
  'read_orders',
  'read_products',
  'write_customers',
  'write_discounts',
  'write_pixels',
];

/** Who may write may read; Shopify doesn't name the reading scope then. */
export const missingScopes = (granted: readonly string[]): readonly string[] =>
  wantedScopes.filter(
    (scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, 'write_')),
  );

const grantedSchema = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

/** For a shop whose `app/scopes_update` was lost. Throws what the client throws. */
export const createReadScopes =
  (deps: {
    readonly admin: AdminClient;
    readonly shops: Pick<ShopRepository, 'applyScopes'>;
    readonly clock: Clock;
  }) =>
  async (shop: ShopId): Promise<void> => {
    const at = deps.clock.now();
    const asked = { query: grantedScopesQuery, schema: grantedSchema };
    const { currentAppInstallation } = await deps.admin.request(shop, asked);
    const granted = currentAppInstallation.accessScopes.map(({ handle }) => handle);
    await deps.shops.applyScopes(shop, granted.toSorted(), at);
  };
