import type { ShopId } from '../../lib/brand.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { Logger } from '../../lib/logger.ts';
import { createSecretBox } from '../../lib/secret-box.ts';
import { createAdminClient } from '../../platforms/shopify/admin-client.ts';
import type { AdminClient } from '../../platforms/shopify/admin-client.ts';
import { createCustomerTags } from '../../platforms/shopify/customer-tags.ts';
import type { ShopifyCustomerTags } from '../../platforms/shopify/customer-tags.ts';
import { createEnsureInstalled } from '../../platforms/shopify/install.ts';
import type { EnsureInstalled } from '../../platforms/shopify/install.ts';
import { createOfflineTokens } from '../../platforms/shopify/offline-token.ts';
import type { OfflineTokens } from '../../platforms/shopify/offline-token.ts';
import { createShopifyFetch } from '../../platforms/shopify/shopify-fetch.ts';
import { createTokenClient } from '../../platforms/shopify/token-client.ts';
import { createWebPixel } from '../../platforms/shopify/web-pixel.ts';
import type { Config } from '../config.ts';
import type { Data } from './data.ts';
import type { Flows } from './flows.ts';
import { wireShopKeys } from './storefront.ts';

export interface PlatformParts {
  readonly config: Config;
  readonly data: Data;
  readonly logger: Logger;
}

export const wireAdmin = (
  { config, data }: Pick<PlatformParts, 'config' | 'data'>,
  backoffMs?: number,
): { tokens: OfflineTokens; admin: AdminClient } => {
  const { apiKey, secrets, adminBaseUrl } = config.shopify;
  const fetch = createShopifyFetch(adminBaseUrl);
  const client = createTokenClient({ apiKey, apiSecret: secrets[0], appUrl: config.appUrl, fetch });
  const box = createSecretBox([config.encryptionKey, ...config.previousKeys]);
  const tokens = createOfflineTokens({ tokens: data.shop.tokens, box, client });
  return {
    tokens,
    admin: createAdminClient({ fetch, tokens, ...(backoffMs !== undefined && { backoffMs }) }),
  };
};

/** A new shop's flows are drafts until the merchant switches them on; in the demo they run at once. */
export const wireInstall = (parts: PlatformParts & { flows: Flows; queue: Queue }): EnsureInstalled => {
  const { config, data, flows, queue } = parts;
  const status = config.demo === undefined ? 'draft' : 'live';
  return createEnsureInstalled({
    ...wireAdmin(parts),
    shops: data.shop.shops,
    queue,
    clock: data.clock,
    onInstalled: async ({ id }) => {
      await flows.service.ensurePresets(id, status);
      await queue.enqueue('pixel.activate', { shop: id });
      if (config.billing !== undefined) await queue.enqueue('billing.read', { shop: id });
    },
  });
};

/** The shop's storefront tells us what its visitors look at from then on; what is so already is left alone. */
export const wirePixel = (
  parts: Pick<PlatformParts, 'config' | 'data'>,
): ((shop: ShopId) => Promise<void>) => {
  const pixel = createWebPixel(wireAdmin(parts).admin);
  const keys = wireShopKeys(parts.config);
  return async (shop) =>
    void (await pixel.keep(shop, {
      endpoint: `${parts.config.appUrl}/events`,
      shopKey: keys.of(shop),
    }));
};

/** A turn waits for these, so they give up within seconds; the ledger tries again. */
export const wireCustomerTags = (parts: Pick<PlatformParts, 'config' | 'data'>): ShopifyCustomerTags =>
  createCustomerTags(wireAdmin(parts, 50).admin);
