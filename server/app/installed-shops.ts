import type { ShopId } from '../lib/brand.ts';
import { monotonicMs } from '../lib/clock.ts';

const freshMs = 5000;
const mostKept = 50_000;

/**
 * Whether a shop is installed, asked with every webhook. Only a yes is remembered: a shop that installs is heard from its
 * first delivery on.
 */
export const createInstalledShops = (
  isInstalled: (shop: ShopId) => Promise<boolean>,
): ((shop: ShopId) => Promise<boolean>) => {
  const seenAt = new Map<ShopId, number>();
  return async (shop) => {
    const seen = seenAt.get(shop);
    if (seen !== undefined && monotonicMs() - seen < freshMs) return true;
    const installed = await isInstalled(shop);
    if (seenAt.size >= mostKept) seenAt.clear();
    if (installed) seenAt.set(shop, monotonicMs());
    else seenAt.delete(shop);
    return installed;
  };
};
