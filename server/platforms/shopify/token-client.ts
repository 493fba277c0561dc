import '@shopify/shopify-api/adapters/node';
import { HttpResponseError, LogSeverity, RequestedTokenType, shopifyApi } from '@shopify/shopify-api';
import type { Session } from '@shopify/shopify-api';
import { ApiVersion } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { z } from 'zod';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { ErrorCode } from '../../lib/errors.ts';
import type { ShopifyFetch } from './shopify-fetch.ts';

export interface TokenSet {
  readonly accessToken: string;
  readonly accessExpiresAt?: Date | undefined;
  readonly refreshToken?: string | undefined;
  readonly refreshExpiresAt?: Date | undefined;
}

export interface Exchanged {
  readonly tokens: TokenSet;
  /** What the merchant has granted by now. */
  readonly scopes: readonly string[];
}

/** Shopify's token endpoint. Every answer replaces the pair before it. */
export interface TokenClient {
  exchange(shop: ShopId, sessionToken: string): Promise<Exchanged>;
  /** Throws `token_refused` when Shopify takes this one no more: revoked, or too old. */
  refresh(shop: ShopId, refreshToken: string): Promise<TokenSet>;
}

export interface TokenClientOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where this app is reached, e.g. `https://encore.example`. */
  readonly appUrl: string;
  readonly fetch: ShopifyFetch;
}

const toTokens = (session: Session): TokenSet => {
  const { accessToken, expires, refreshToken, refreshTokenExpires } = session;
  if (accessToken === undefined)
    throw new EncoreError('platform_call_failed', { message: 'no access token came' });
  return { accessToken, accessExpiresAt: expires, refreshToken, refreshExpiresAt: refreshTokenExpires };
};

const refusalSchema = z.object({ code: z.union([z.literal(400), z.literal(401), z.literal(403)]) });

const scopesOf = ({ scope = '' }: Session): readonly string[] =>
  scope
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** The library's errors quote tokens: they are not passed on. */
const guarded = async (
  call: () => Promise<{ readonly session: Session }>,
  whenRefused: ErrorCode = 'platform_call_failed',
): Promise<Session> => {
  try {
    return (await call()).session;
  } catch (error) {
    if (error instanceof HttpResponseError && refusalSchema.safeParse(error.response).success)
      throw new EncoreError(whenRefused, { message: 'Shopify refused what it was given' });
    const kind = error instanceof Error ? error.constructor.name : 'unknown';
    throw new EncoreError('platform_call_failed', { message: `Shopify gave no token (${kind})` });
  }
};

/** One a process: the library keeps its way out in a global of its own. */
export const createTokenClient = (options: TokenClientOptions): TokenClient => {
  setAbstractFetchFunc((input, init) =>
    options.fetch(typeof input === 'string' ? input : 'url' in input ? input.url : input.href, init),
  );
  const api = shopifyApi({
    apiKey: options.apiKey,
    apiSecretKey: options.apiSecret,
    hostName: new URL(options.appUrl).host,
    apiVersion: ApiVersion.July26,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error, httpRequests: false },
  });
  const requestedTokenType = RequestedTokenType.OfflineAccessToken;
  return {
    exchange: async (shop, sessionToken) => {
      const asked = { shop, sessionToken, requestedTokenType, expiring: true };
      const session = await guarded(() => api.auth.tokenExchange(asked));
      return { tokens: toTokens(session), scopes: scopesOf(session) };
    },
    refresh: async (shop, refreshToken) =>
      toTokens(await guarded(() => api.auth.refreshToken({ shop, refreshToken }), 'token_refused')),
  };
};
