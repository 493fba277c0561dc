import type { ShopId } from '../../lib/brand.ts';
import { realNow, sleep } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { ShopTokenRepository } from '../../shop/shop-tokens.repository.ts';
import type { TokenClient, TokenSet } from './token-client.ts';
import { createTokenVault } from './token-vault.ts';
import type { TokenVault } from './token-vault.ts';

export interface OfflineTokenDeps {
  readonly tokens: ShopTokenRepository;
  readonly box: SecretBox;
  readonly client: TokenClient;
  /** Real time; tokens live by it. */
  readonly now?: () => Date;
}

/** A shop's access without anybody in front of a screen. */
export interface OfflineTokens {
  /**
   * A token that lives for minutes yet. Throws `shop_not_installed` when there is none, and none to renew it with,
   * `token_refused` when Shopify takes none of them any more.
   */
  get(shop: ShopId): Promise<string>;
  has(shop: ShopId): Promise<boolean>;
  /** From a session token; replaces what was there. Resolves to the scopes that are granted. */
  exchange(shop: ShopId, sessionToken: string): Promise<readonly string[]>;
  /** After Shopify refused this very token: the next call renews, unless somebody else has already. */
  drop(shop: ShopId, accessToken: string): Promise<void>;
  /** Renews whatever the token's age, so that the refresh token starts its 90 days anew. */
  keepAlive(shop: ShopId): Promise<void>;
}

const renewBeforeMs = 5 * 60_000;
const waitMs = 100;
const waits = 100;

interface Renewal extends OfflineTokenDeps {
  readonly vault: TokenVault;
  readonly isFresh: (tokens: TokenSet) => boolean;
}

/** A crash after Shopify answered and before the save costs nothing: the old refresh token stays good until then. */
const renew = async ({ vault, client, isFresh }: Renewal, shop: ShopId): Promise<string> => {
  const current = await vault.open(shop);
  if (current !== undefined && isFresh(current)) return current.accessToken;
  if (current?.refreshToken === undefined) throw new EncoreError('shop_not_installed');
  const fresh = await client.refresh(shop, current.refreshToken).catch(async (error: unknown) => {
    // Whoever opens the app next brings a new pair; until then it is tried as before, for the fault may be ours.
    if (errorCodeOf(error) === 'token_refused') await vault.retire(shop, current.accessToken);
    throw error;
  });
  await vault.save(shop, fresh);
  return fresh.accessToken;
};

/** One process renews, the others wait for what it brings: every renewal makes the token before it useless. */
const renewAlone = async (deps: Renewal, shop: ShopId): Promise<string> => {
  const lease = randomToken();
  for (let turn = 0; turn < waits; turn += 1) {
    if (await deps.tokens.lease(shop, lease)) {
      try {
        return await renew(deps, shop);
      } finally {
        await deps.tokens.release(shop, lease);
      }
    }
    await sleep(waitMs);
    const theirs = await deps.vault.open(shop);
    if (theirs !== undefined && deps.isFresh(theirs)) return theirs.accessToken;
  }
  throw new EncoreError('platform_call_failed', { message: 'another process is still renewing the token' });
};

export const createOfflineTokens = (deps: OfflineTokenDeps): OfflineTokens => {
  const now = deps.now ?? realNow;
  const vault = createTokenVault(deps.tokens, deps.box);
  const livesFor = ({ accessExpiresAt }: TokenSet, ms: number): boolean =>
    accessExpiresAt === undefined || accessExpiresAt.getTime() - now().getTime() > ms;
  const isFresh = (tokens: TokenSet): boolean => livesFor(tokens, renewBeforeMs);
  const isOver = ({ refreshExpiresAt }: TokenSet): boolean =>
    refreshExpiresAt !== undefined && refreshExpiresAt <= now();
  return {
    get: async (shop) => {
      const current = await vault.open(shop);
      if (current === undefined) throw new EncoreError('shop_not_installed');
      return isFresh(current) ? current.accessToken : renewAlone({ ...deps, vault, isFresh }, shop);
    },
    has: async (shop) => {
      const current = await vault.open(shop);
      if (current === undefined) return false;
      const isRenewable = current.refreshToken !== undefined && !isOver(current);
      return livesFor(current, 0) || isRenewable;
    },
    exchange: async (shop, sessionToken) => {
      const { tokens, scopes } = await deps.client.exchange(shop, sessionToken);
      await vault.save(shop, tokens);
      return scopes;
    },
    drop: (shop, accessToken) => vault.expire(shop, accessToken),
    keepAlive: async (shop) => {
      const before = await vault.open(shop);
      if (before === undefined) throw new EncoreError('shop_not_installed');
      const isNew = ({ accessToken }: TokenSet): boolean => accessToken !== before.accessToken;
      await renewAlone({ ...deps, vault, isFresh: isNew }, shop);
    },
  };
};
