import type { ShopId } from '../../lib/brand.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import type { ShopTokenRepository } from '../../shop/shop-tokens.repository.ts';
import type { WooKeys } from './woo-client.ts';

/** A store's keys, sealed as every platform's tokens are. */
export interface KeyVault {
  open(shop: ShopId): Promise<WooKeys | undefined>;
  save(shop: ShopId, keys: WooKeys): Promise<void>;
}

export const createKeyVault = (
  tokens: Pick<ShopTokenRepository, 'find' | 'save'>,
  box: SecretBox,
): KeyVault => ({
  open: async (shop) => {
    const sealed = await tokens.find(shop);
    if (sealed?.refreshToken === undefined) return undefined;
    return {
      consumerKey: box.open(sealed.accessToken, [shop, 'access']),
      consumerSecret: box.open(sealed.refreshToken, [shop, 'refresh']),
    };
  },
  save: (shop, { consumerKey, consumerSecret }) =>
    tokens.save(shop, {
      accessToken: box.seal(consumerKey, [shop, 'access']),
      refreshToken: box.seal(consumerSecret, [shop, 'refresh']),
    }),
});

/** A webhook's secret is the connection's own, so that the place it is kept at is part of the seal. */
export const webhookSecretContext = (shop: ShopId): readonly string[] => [shop, 'woocommerce-webhooks'];
