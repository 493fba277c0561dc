import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Queue } from '../../lib/job-catalog.ts';
import type { Shop, ShopSettings } from '../../shop/shop.ts';
import type { ShopRepository } from '../../shop/shops.repository.ts';
import type { AdminClient } from './admin-client.ts';
import type { OfflineTokens } from './offline-token.ts';
import { shopDetailsQuery } from './operations.ts';

export interface InstallDeps {
  readonly shops: ShopRepository;
  readonly tokens: OfflineTokens;
  readonly admin: AdminClient;
  readonly queue: Queue;
  readonly clock: Clock;
  /** Called once a shop was installed or came back: presets and the like. */
  readonly onInstalled?: ((shop: Shop) => Promise<void>) | undefined;
}

/** Installs when needed; cheap when the shop is installed already. */
export type EnsureInstalled = (shop: ShopId, sessionToken: string) => Promise<Shop>;

const text = z.string().nullish();

const detailsSchema = z.object({
  shop: z.object({
    name: z.string(),
    email: z.string(),
    ianaTimezone: z.string(),
    currencyCode: z.string(),
    primaryDomain: z.object({ url: z.string() }),
    billingAddress: z
      .object({
        company: text,
        address1: text,
        address2: text,
        zip: text,
        city: text,
        provinceCode: text,
        country: text,
        countryCodeV2: text,
      })
      .nullish(),
  }),
  shopLocales: z.array(z.object({ locale: z.string(), primary: z.boolean() })).catch([]),
});

type Details = z.output<typeof detailsSchema>;

const postalAddressOf = ({ name, billingAddress: address }: Details['shop']): string => {
  const town = [address?.zip, address?.city].filter(Boolean).join(' ');
  const parts = [address?.company || name, address?.address1, address?.address2, town, address?.country];
  return parts.filter(Boolean).join(', ');
};

/** What a merchant would most likely set; they may change all of it. */
const settingsOf = ({ shop, shopLocales }: Details): ShopSettings => ({
  name: shop.name,
  url: shop.primaryDomain.url.replace(/\/$/, ''),
  zone: shop.ianaTimezone,
  currency: shop.currencyCode,
  locale: shopLocales.find(({ primary }) => primary)?.locale ?? 'en',
  countryCode: shop.billingAddress?.countryCodeV2 ?? '',
  sender: { name: shop.name, address: shop.email },
  postalAddress: postalAddressOf(shop),
  theme: { color: '#1f3a5f', fontFamily: 'Helvetica, Arial, sans-serif' },
  frequencyCap: { count: 4, within: 'P7D' },
});

export const createEnsureInstalled = (deps: InstallDeps): EnsureInstalled => {
  const { shops, tokens, admin, queue, clock, onInstalled } = deps;
  const underWay = new Map<ShopId, Promise<Shop>>();

  const install = async (shop: ShopId, sessionToken: string): Promise<Shop> => {
    const granted = await tokens.exchange(shop, sessionToken);
    const details = await admin.request(shop, { query: shopDetailsQuery, schema: detailsSchema });
    const installation = { platform: 'shopify', settings: settingsOf(details), at: clock.now() } as const;
    const installed = await shops.install(shop, installation);
    await shops.applyScopes(shop, granted, installation.at);
    await onInstalled?.(installed);
    await queue.enqueue('shop.backfill', { shop });
    return installed;
  };
  return async (shop, sessionToken) => {
    const known = await shops.find(shop);
    if (known?.status === 'installed' && (await tokens.has(shop))) return known;
    // The admin opens with several requests at once: they share one install.
    const running = underWay.get(shop) ?? install(shop, sessionToken).finally(() => underWay.delete(shop));
    underWay.set(shop, running);
    return running;
  };
};
