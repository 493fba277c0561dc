import type { ShopId } from '../lib/brand.ts';
import { coalesce } from '../lib/coalesce.ts';
import { coalesceMap } from './coalesced-facts.ts';
import type { Learned } from './create-kinds.ts';

/** What was learned, for many who ask at once: one question for all of them. */
export const coalesceLearned = ({ companions, timings }: Learned): Learned => {
  const shopTiming = coalesce(async (shop: ShopId, _asked: readonly undefined[]) => {
    const found = await timings.shopTiming(shop);
    return () => found;
  });
  return {
    companions,
    timings: {
      timingsOf: coalesceMap(timings.timingsOf),
      shopTiming: (shop) => shopTiming(shop, undefined),
    },
  };
};
