import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { isShopDomain } from './shop-domain.ts';

/** Who speaks: a person in the admin of a shop. */
export interface ShopifySession {
  readonly shop: ShopId;
  /** Shopify's id of the member of staff. */
  readonly user: string;
}

export interface SessionTokenOptions {
  readonly apiKey: string;
  /** Current first; the previous one while it is being rotated. */
  readonly secrets: readonly string[];
  readonly now?: () => Date;
}

const toleranceSeconds = 10;

const headSchema = z.object({ alg: z.literal('HS256') });
const claimsSchema = z.object({
  iss: z.url(),
  dest: z.url(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
});

const decode = (part: string): unknown => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return value;
  } catch {
    return undefined;
  }
};

const isSignedBy = (unsigned: string, signature: string, secrets: readonly string[]): boolean => {
  const given = Buffer.from(signature, 'base64url');
  return secrets.some((secret) => {
    const own = createHmac('sha256', secret).update(unsigned).digest();
    return given.length === own.length && timingSafeEqual(given, own);
  });
};

const shopOf = ({ iss, dest }: z.output<typeof claimsSchema>): ShopId | undefined => {
  const { protocol, hostname } = new URL(dest);
  if (protocol !== 'https:' || new URL(iss).hostname !== hostname || !isShopDomain(hostname))
    return undefined;
  return asShopId(hostname);
};

/** What App Bridge hands out (HS256). Undefined for a token that is expired, forged or meant for another app. */
export const verifySessionToken = (
  token: string,
  options: SessionTokenOptions,
): ShopifySession | undefined => {
  const [head = '', claims = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || !headSchema.safeParse(decode(head)).success) return undefined;
  if (!isSignedBy(`${head}.${claims}`, signature, options.secrets)) return undefined;
  const parsed = claimsSchema.safeParse(decode(claims));
  if (!parsed.success || parsed.data.aud !== options.apiKey) return undefined;
  const seconds = (options.now ?? realNow)().getTime() / 1000;
  const { exp, nbf, sub } = parsed.data;
  if (exp + toleranceSeconds <= seconds || nbf - toleranceSeconds > seconds) return undefined;
  const shop = shopOf(parsed.data);
  return shop === undefined ? undefined : { shop, user: sub };
};
