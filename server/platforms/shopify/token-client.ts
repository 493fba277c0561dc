import '@shopify/shopify-api/adapters/node';
import { LogSeverity, RequestedTokenType, shopifyApi } from '@shopify/shopify-api';
import type { Session } from '@shopify/shopify-api';
import { ApiVersion } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { ShopifyFetch } from './shopify-fetch.ts';

export interface TokenSet {
  readonly accessToken: string;
  readonly accessExpiresAt?: Date | undefined;
  readonly refreshToken?: string | undefined;
  readonly refreshExpiresAt?: Date | undefined;
}

/** Shopify's token endpoint. Every answer replaces the pair before it. */
export interface TokenClient {
  exchange(shop: ShopId, sessionToken: string): Promise<TokenSet>;
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

/** The library's errors quote tokens: they are not passed on. */
const guarded = async (call: () => Promise<{ readonly session: Session }>): Promise<TokenSet> => {
  try {
    return toTokens((await call()).session);
  } catch (error) {
    if (error instanceof EncoreError) throw error;
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
    exchange: (shop, sessionToken) =>
      guarded(() => api.auth.tokenExchange({ shop, sessionToken, requestedTokenType, expiring: true })),
    refresh: (shop, refreshToken) => guarded(() => api.auth.refreshToken({ shop, refreshToken })),
  };
};
