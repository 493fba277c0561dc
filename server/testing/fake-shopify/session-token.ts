import { createHmac, randomUUID } from 'node:crypto';
import { realNow } from '../../lib/clock.ts';

export interface SessionTokenOptions {
  readonly shop: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Seconds a token lives; Shopify's live one minute. */
  readonly livesSeconds?: number;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The JWT (HS256) App Bridge hands to an embedded app. */
export const createSessionToken = (options: SessionTokenOptions): string => {
  const now = Math.floor(realNow().getTime() / 1000);
  const claims = {
    iss: `https://${options.shop}/admin`,
    dest: `https://${options.shop}`,
    aud: options.apiKey,
    sub: '42',
    exp: now + (options.livesSeconds ?? 60),
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${unsigned}.${createHmac('sha256', options.apiSecret).update(unsigned).digest('base64url')}`;
};

/** The `host` parameter of an embedded document: where in Shopify's admin the app sits. */
export const embeddedHost = (shop: string): string =>
  Buffer.from(`admin.shopify.com/store/${shop.replace('.myshopify.com', '')}`).toString('base64url');
