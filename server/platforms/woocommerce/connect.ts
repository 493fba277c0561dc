import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { GuardedRequest } from '../../lib/outgoing/guarded-request.ts';
import type { Shop, ShopSettings } from '../../shop/shop.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';
import type { WooConnection, WooConnections } from './connections.system.repository.ts';
import type { KeyVault } from './key-vault.ts';
import { createWooClient } from './woo-client.ts';
import type { WooClient } from './woo-client.ts';

export interface ConnectDeps {
  readonly appUrl: string;
  readonly connections: WooConnections;
  readonly vault: KeyVault;
  readonly request: GuardedRequest;
  readonly shops: Pick<ShopRepository, 'install'>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly onInstalled?: ((shop: Shop) => Promise<void>) | undefined;
}

/** What WooCommerce posts after the merchant agreed: unsigned, and it doesn't say which store it is. */
export const callbackSchema = z.object({
  key_id: z.union([z.string(), z.number()]),
  user_id: z.string().min(1).max(100),
  consumer_key: z.string().regex(/^ck_\w{8,100}$/),
  consumer_secret: z.string().regex(/^cs_\w{8,100}$/),
  key_permissions: z.literal('read_write'),
});
export type Callback = z.output<typeof callbackSchema>;

export interface WooConnect {
  invited(token: string): Promise<WooConnection | undefined>;
  /** Where the merchant has to agree; undefined when the invitation is over. */
  begin(token: string): Promise<string | undefined>;
  /** Throws `link_invalid` for a nonce that is over, `platform_call_failed` when the keys don't open the store it was bound to. */
  finish(callback: Callback): Promise<Shop>;
}

const statusSchema = z.object({
  environment: z.object({ home_url: z.string() }),
  settings: z.object({ currency: z.string() }),
});
const indexSchema = z.object({
  name: z.string(),
  timezone_string: z.string().nullish(),
});
const generalSchema = z.array(z.object({ id: z.string(), value: z.unknown() }));

const samePlace = (one: string, other: string): boolean => {
  const bare = (text: string): string =>
    text
      .replace(/^https?:\/\/(www\.)?/i, '')
      .replace(/\/+$/, '')
      .toLowerCase();
  return bare(one) === bare(other);
};

const settingsOf = async (client: WooClient, storeUrl: string): Promise<ShopSettings> => {
  // The keys first: whoever can read this was let in by the store itself.
  const status = await client.call({ path: '/wc/v3/system_status', schema: statusSchema });
  if (!samePlace(status.environment.home_url, storeUrl))
    throw new EncoreError('platform_call_failed', { message: 'the keys are of another store' });
  const index = await client.call({ path: '/', schema: indexSchema });
  const general = await client.call({ path: '/wc/v3/settings/general', schema: generalSchema });
  const value = (id: string): string => {
    const found = general.find((one) => one.id === id)?.value;
    return typeof found === 'string' ? found : '';
  };
  const [countryCode = ''] = value('woocommerce_default_country').split(':');
  const street = ['woocommerce_store_address', 'woocommerce_store_address_2'].map(value);
  const town = ['woocommerce_store_postcode', 'woocommerce_store_city'].map(value).filter(Boolean).join(' ');
  return {
    name: index.name,
    url: storeUrl,
    zone: index.timezone_string || 'UTC',
    currency: status.settings.currency,
    locale: 'en',
    countryCode,
    sender: { name: index.name, address: `hello@${new URL(storeUrl).hostname.replace(/^www\./, '')}` },
    postalAddress: [index.name, ...street, town].filter(Boolean).join(', '),
    theme: { color: '#1f3a5f', fontFamily: 'Helvetica, Arial, sans-serif' },
    frequencyCap: { count: 4, within: 'P7D' },
  };
};

export const createWooConnect = (deps: ConnectDeps): WooConnect => {
  const { appUrl, connections, vault, request, shops, queue, clock } = deps;
  const page = `${appUrl}/connect/woocommerce`;
  return {
    invited: connections.invited,
    begin: async (token) => {
      const invited = await connections.invited(token);
      const nonce = invited === undefined ? undefined : await connections.begin(token);
      if (invited === undefined || nonce === undefined) return undefined;
      const query = new URLSearchParams({
        app_name: 'Encore',
        scope: 'read_write',
        user_id: nonce,
        return_url: `${page}/done`,
        callback_url: `${page}/callback`,
      });
      return `${invited.storeUrl}/wc-auth/v1/authorize?${query.toString()}`;
    },
    finish: async ({ user_id: nonce, consumer_key: consumerKey, consumer_secret: consumerSecret }) => {
      const connection = await connections.redeem(nonce);
      if (connection === undefined) throw new EncoreError('link_invalid');
      const { id, shop, storeUrl } = connection;
      const keys = { consumerKey, consumerSecret };
      const settings = await settingsOf(createWooClient(request, storeUrl, keys), storeUrl);
      await vault.save(shop, keys);
      const installed = await shops.install(shop, { platform: 'woocommerce', settings, at: clock.now() });
      await connections.markConnected(id);
      await deps.onInstalled?.(installed);
      await queue.enqueue('woocommerce.sync', { shop });
      return installed;
    },
  };
};
