import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import { faultOfUrl } from '../../lib/outgoing/callable-url.ts';

/** A store as it is written everywhere here: https, no query, no slash at its end. Throws `request_invalid`. */
export const readStoreUrl = (typed: string, { allowLoopback = false } = {}): string => {
  const text = typed.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  const fault = url === null ? 'must be an address' : faultOfUrl(url.href);
  const isOurOwn = allowLoopback && url?.hostname === '127.0.0.1';
  if (url === null || (fault !== undefined && !isOurOwn))
    throw new EncoreError('request_invalid', { fields: { storeUrl: fault ?? 'must be an address' } });
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
};

/** `woo:` and the store's host and path: never of the shape of another platform's, and the same after it is connected anew. */
export const shopIdOfStore = (storeUrl: string): ShopId => {
  const { host, pathname } = new URL(storeUrl);
  const place = `${host}${pathname}`.replace(/\/+$/, '').toLowerCase();
  return asShopId(`woo:${place.replaceAll('/', '~')}`);
};
