import type { ShopId } from '../../lib/brand.ts';
import { realNow, sleep } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { ShopTokenRepository } from '../../shop/shop-tokens.repository.ts';
import type { TokenClient, TokenSet } from './token-client.ts';

export interface OfflineTokenDeps {
  readonly tokens: ShopTokenRepository;
  readonly box: SecretBox;
  readonly client: TokenClient;
  /** Real time; tokens live by it. */
  readonly now?: () => Date;
}

/** A shop's access without anybody in front of a screen. */
export interface OfflineTokens {
  /** A token that lives for minutes yet. Throws `shop_not_installed` when there is none, and none to renew it with. */
  get(shop: ShopId): Promise<string>;
  has(shop: ShopId): Promise<boolean>;
  /** From a session token; replaces what was there. */
  exchange(shop: ShopId, sessionToken: string): Promise<void>;
  /** After Shopify refused it: the next call renews. */
  drop(shop: ShopId): Promise<void>;
}

const renewBeforeMs = 5 * 60_000;
const waitMs = 100;
const waits = 100;

export const createOfflineTokens = ({
  tokens,
  box,
  client,
  now = realNow,
}: OfflineTokenDeps): OfflineTokens => {
  const open = async (shop: ShopId): Promise<TokenSet | undefined> => {
    const sealed = await tokens.find(shop);
    if (sealed === undefined) return undefined;
    const { accessToken, refreshToken, ...times } = sealed;
    return {
      ...times,
      accessToken: box.open(accessToken, [shop, 'access']),
      refreshToken: refreshToken === undefined ? undefined : box.open(refreshToken, [shop, 'refresh']),
    };
  };
  const save = (shop: ShopId, { accessToken, refreshToken, ...times }: TokenSet): Promise<void> =>
    tokens.save(shop, {
      ...times,
      accessToken: box.seal(accessToken, [shop, 'access']),
      refreshToken: refreshToken === undefined ? undefined : box.seal(refreshToken, [shop, 'refresh']),
    });
  const lives = ({ accessExpiresAt }: TokenSet, marginMs: number): boolean =>
    accessExpiresAt === undefined || accessExpiresAt.getTime() - now().getTime() > marginMs;

  /** A crash after Shopify answered and before the save costs nothing: the old refresh token stays good until then. */
  const renew = async (shop: ShopId): Promise<string> => {
    const current = await open(shop);
    if (current !== undefined && lives(current, renewBeforeMs)) return current.accessToken;
    if (current?.refreshToken === undefined) throw new EncoreError('shop_not_installed');
    const fresh = await client.refresh(shop, current.refreshToken);
    await save(shop, fresh);
    return fresh.accessToken;
  };

  const renewAlone = async (shop: ShopId): Promise<string> => {
    const lease = randomToken();
    for (let turn = 0; turn < waits; turn += 1) {
      if (await tokens.lease(shop, lease)) {
        try {
          return await renew(shop);
        } finally {
          await tokens.release(shop, lease);
        }
      }
      await sleep(waitMs);
      const theirs = await open(shop);
      if (theirs !== undefined && lives(theirs, renewBeforeMs)) return theirs.accessToken;
    }
    throw new EncoreError('platform_call_failed', { message: 'another process is still renewing the token' });
  };
  return {
    get: async (shop) => {
      const current = await open(shop);
      if (current === undefined) throw new EncoreError('shop_not_installed');
      return lives(current, renewBeforeMs) ? current.accessToken : renewAlone(shop);
    },
    has: async (shop) => {
      const current = await open(shop);
      if (current === undefined) return false;
      const { refreshToken, refreshExpiresAt } = current;
      const renewable =
        refreshToken !== undefined && (refreshExpiresAt === undefined || refreshExpiresAt > now());
      return lives(current, 0) || renewable;
    },
    exchange: async (shop, sessionToken) => save(shop, await client.exchange(shop, sessionToken)),
    drop: async (shop) => {
      const current = await open(shop);
      if (current !== undefined) await save(shop, { ...current, accessExpiresAt: new Date(0) });
    },
  };
};
