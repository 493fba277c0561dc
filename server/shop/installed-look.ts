import type { ShopId } from '../lib/brand.ts';
import { monotonicMs } from '../lib/clock.ts';

/** Remembers for a moment that a shop is installed; that it is not is asked every time, for it may be installing now. */
export const createInstalledLook = (
  isInstalled: (shop: ShopId) => Promise<boolean>,
  rememberMs = 5_000,
): ((shop: ShopId) => Promise<boolean>) => {
  const until = new Map<ShopId, number>();
  return async (shop) => {
    if ((until.get(shop) ?? 0) > monotonicMs()) return true;
    const installed = await isInstalled(shop);
    if (installed) until.set(shop, monotonicMs() + rememberMs);
    else until.delete(shop);
    return installed;
  };
};
