import type { ShopId } from '../../lib/brand.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { ShopTokenRepository } from '../../shop/shop-tokens.repository.ts';
import type { TokenSet } from './token-client.ts';

/** A shop's tokens, sealed on their way in and opened on their way out. */
export interface TokenVault {
  open(shop: ShopId): Promise<TokenSet | undefined>;
  save(shop: ShopId, tokens: TokenSet): Promise<void>;
  /** Marks this access token as past its time; another one that took its place meanwhile stays. */
  expire(shop: ShopId, accessToken: string): Promise<void>;
  /** The same, and no more what one would build on: `has` says no until a new pair comes. */
  retire(shop: ShopId, accessToken: string): Promise<void>;
}

export const createTokenVault = (tokens: ShopTokenRepository, box: SecretBox): TokenVault => ({
  open: async (shop) => {
    const sealed = await tokens.find(shop);
    if (sealed === undefined) return undefined;
    const { accessToken, refreshToken, ...times } = sealed;
    return {
      ...times,
      accessToken: box.open(accessToken, [shop, 'access']),
      refreshToken: refreshToken === undefined ? undefined : box.open(refreshToken, [shop, 'refresh']),
    };
  },
  expire: async (shop, accessToken) => {
    const sealed = await tokens.find(shop);
    if (sealed === undefined || box.open(sealed.accessToken, [shop, 'access']) !== accessToken) return;
    await tokens.expireAccess(shop, sealed.accessToken);
  },
  retire: async (shop, accessToken) => {
    const sealed = await tokens.find(shop);
    if (sealed === undefined || box.open(sealed.accessToken, [shop, 'access']) !== accessToken) return;
    await tokens.expirePair(shop, sealed.accessToken);
  },
  save: (shop, { accessToken, refreshToken, ...times }) =>
    tokens.save(shop, {
      ...times,
      accessToken: box.seal(accessToken, [shop, 'access']),
      refreshToken: refreshToken === undefined ? undefined : box.seal(refreshToken, [shop, 'refresh']),
    }),
});
