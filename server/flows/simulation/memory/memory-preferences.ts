import type { ShopId } from '../../../lib/brand.ts';
import type { Preferences } from '../../../shop/preferences.ts';
import type { PreferenceRepository } from '../../../shop/preferences.repository.ts';

/** One shop's preferences; the newest by its own time holds. */
export const createMemoryPreferences = (shop: ShopId): PreferenceRepository => {
  const rows = new Map<string, Preferences>();
  return {
    stateMany: async (_shop, stated) => {
      for (const one of stated) {
        const before = rows.get(one.addressDigest);
        if (before === undefined || before.statedAt <= one.statedAt)
          rows.set(one.addressDigest, { ...one, shop });
      }
    },
    findMany: async (_shop, digests) =>
      new Map(
        digests.flatMap((digest) => {
          const found = rows.get(digest);
          return found === undefined ? [] : [[digest, found] as const];
        }),
      ),
    erase: async (_shop, digest) => void rows.delete(digest),
    deleteAll: async () => rows.clear(),
  };
};
