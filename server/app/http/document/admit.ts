import type { Request } from 'express';
import { EncoreError } from '../../../lib/errors.ts';
import type { ShopId } from '../../../lib/brand.ts';

/** What a document request gets: the app, a page that fetches a token, the way to the admin, or a coded error. */
export type Admission =
  | { readonly kind: 'app'; readonly shop: ShopId; readonly idToken: string }
  | { readonly kind: 'bounce'; readonly shop: string }
  | { readonly kind: 'to-admin'; readonly shop: string | undefined };

type Verify = (token: string) => Promise<{ readonly shop: ShopId } | null>;

const shopDomain = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;

const parameter = (request: Request, name: string): string | undefined => {
  const value = request.query[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  throw new EncoreError('request_invalid', { fields: { [`query.${name}`]: 'must be given once' } });
};

const shopOf = (request: Request): string | undefined => {
  const shop = parameter(request, 'shop');
  if (shop === undefined || shopDomain.test(shop)) return shop;
  throw new EncoreError('request_invalid', {
    message: 'The address names no shop of Shopify.',
    fields: { 'query.shop': 'must be a myshopify.com domain' },
  });
};

const withoutToken = (request: Request, shop: string | undefined): Admission => {
  if (parameter(request, 'embedded') !== '1' || shop === undefined) return { kind: 'to-admin', shop };
  if (parameter(request, 'bounced') === '1') throw new EncoreError('session_token_invalid');
  return { kind: 'bounce', shop };
};

/** Throws `request_invalid` for a shop that is none or not the token's, `session_token_invalid` after one bounce. */
export const admit = async (request: Request, verify: Verify): Promise<Admission> => {
  const shop = shopOf(request);
  const idToken = parameter(request, 'id_token');
  const session = idToken === undefined ? null : await verify(idToken);
  if (!session || idToken === undefined) return withoutToken(request, shop);
  if (shop !== undefined && shop !== session.shop)
    throw new EncoreError('request_invalid', {
      message: 'The session belongs to another shop.',
      fields: { 'query.shop': 'is not the shop of the session token' },
    });
  return { kind: 'app', shop: session.shop, idToken };
};
