import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { realNow } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';

/** A pair lives on after a restart of the far side, so its holder may journal it. */
export const tokenPairSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** Real time, ms. */
  expiresAt: z.number(),
});
export type TokenPair = z.infer<typeof tokenPairSchema>;

const requestSchema = z.object({
  client_id: z.string(),
  client_secret: z.string(),
  grant_type: z.string().optional(),
  subject_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
});

export interface TokenAnswer {
  readonly status: number;
  readonly body: object;
}

export interface AccessTokens {
  answer(body: unknown): TokenAnswer;
  accepts(accessToken: string | undefined): boolean;
  load(pair: TokenPair): void;
  /** Takes back every token given out so far, those that renew among them. */
  revoke(): void;
  /** What the merchant grants from now on. */
  grant(scopes: readonly string[]): void;
  granted(): readonly string[];
}

interface AccessTokenOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly onIssue?: (pair: TokenPair) => void;
}

const livesMs = 3_600_000;
/** What a merchant grants who takes the app as it is. */
const everything = [
  'read_all_orders',
  'read_customer_events',
  'read_customer_merge',
  'read_discounts',
  'read_locales',
  'read_orders',
  'read_products',
  'write_customers',
  'write_discounts',
  'write_pixels',
];

const signedByUs = (jwt: string, secret: string): boolean => {
  const [head = '', claims = '', signature = ''] = jwt.split('.');
  const expected = createHmac('sha256', secret).update(`${head}.${claims}`).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const refused = (error: string): TokenAnswer => ({ status: 400, body: { error } });

const issued = (pair: TokenPair, scopes: readonly string[]): TokenAnswer => ({
  status: 200,
  body: {
    access_token: pair.accessToken,
    scope: scopes.join(','),
    expires_in: livesMs / 1000,
    refresh_token: pair.refreshToken,
    refresh_token_expires_in: 7_776_000,
  },
});

/** Token exchange and refresh: access lives an hour, every refresh rotates; the refresh token before stays good until its successor is used. */
export const createAccessTokens = (options: AccessTokenOptions): AccessTokens => {
  const byAccess = new Map<string, TokenPair>();
  const refreshable = new Map<string, string | undefined>();
  let scopes: readonly string[] = everything;
  const keep = (pair: TokenPair, replaces?: string): void => {
    byAccess.set(pair.accessToken, pair);
    refreshable.set(pair.refreshToken, replaces);
  };
  const issue = (replaces?: string): TokenAnswer => {
    const pair = {
      accessToken: `shpat_${randomToken(24)}`,
      refreshToken: `shprt_${randomToken(24)}`,
      expiresAt: realNow().getTime() + livesMs,
    };
    keep(pair, replaces);
    options.onIssue?.(pair);
    return issued(pair, scopes);
  };
  const refresh = (token: string): TokenAnswer => {
    if (!refreshable.has(token)) return refused('invalid_request');
    const before = refreshable.get(token);
    if (before !== undefined) refreshable.delete(before);
    return issue(token);
  };
  return {
    answer: (body) => {
      const request = requestSchema.safeParse(body);
      if (!request.success) return refused('invalid_request');
      const { client_id, client_secret, grant_type, subject_token, refresh_token } = request.data;
      if (client_id !== options.apiKey || client_secret !== options.apiSecret)
        return refused('invalid_client');
      if (refresh_token !== undefined && grant_type === 'refresh_token') return refresh(refresh_token);
      if (subject_token === undefined || !signedByUs(subject_token, options.apiSecret))
        return refused('invalid_subject_token');
      return issue();
    },
    accepts: (accessToken) => {
      const pair = byAccess.get(accessToken ?? '');
      return pair !== undefined && pair.expiresAt > realNow().getTime();
    },
    load: (pair) => keep(pair),
    revoke: () => {
      byAccess.clear();
      refreshable.clear();
    },
    grant: (wanted) => {
      scopes = wanted;
    },
    granted: () => scopes,
  };
};
