import { EncoreError } from '../../lib/errors.ts';

export type ShopifyFetch = (url: string, init?: RequestInit) => Promise<Response>;

const timeoutMs = 15_000;

/**
 * The one way out to Shopify: only to shops, never longer than fifteen seconds. With a base URL every shop's calls go
 * there instead, its name in `X-Forwarded-Host`; that is how the demo and the tests stand in for Shopify.
 */
export const createShopifyFetch =
  (adminBaseUrl: string | undefined): ShopifyFetch =>
  (url, init = {}) => {
    const target = new URL(url);
    if (!target.hostname.endsWith('.myshopify.com'))
      throw new EncoreError('platform_call_failed', { message: 'only shops are called' });
    const headers = new Headers(init.headers);
    const signal = init.signal ?? AbortSignal.timeout(timeoutMs);
    if (adminBaseUrl === undefined) return fetch(target, { ...init, headers, signal });
    headers.set('x-forwarded-host', target.hostname);
    return fetch(new URL(target.pathname + target.search, adminBaseUrl), { ...init, headers, signal });
  };
