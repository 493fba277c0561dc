import { asShopId } from '../../../lib/brand.ts';
import type { ShopId } from '../../../lib/brand.ts';
import { readToken, signToken } from '../../../mail/links/signed-token.ts';
import type { LinkKey } from '../../../mail/links/signed-token.ts';

const purpose = 'storefront';

/** What a shop's pixel names its shop by. Everybody can read it in the storefront; nobody can make one for another shop. */
export interface ShopKeys {
  of(shop: ShopId): string;
  /** Undefined unless we made it. */
  read(key: string): ShopId | undefined;
}

export const createShopKeys = (keys: readonly LinkKey[]): ShopKeys => ({
  of: (shop) => signToken(keys, [purpose, shop]),
  read: (key) => {
    const [said, shop, ...rest] = readToken(keys, key) ?? [];
    return said === purpose && shop !== undefined && rest.length === 0 ? asShopId(shop) : undefined;
  },
});
