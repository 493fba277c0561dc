import type { ShopId } from '../../lib/brand.ts';
import type { Companion } from '../../recommendations/companions.ts';
import { createCompanionCounter } from '../../recommendations/companions.ts';
import type { OrderFacts } from '../shop-facts.ts';

export type Companions = ReadonlyMap<string, readonly Companion[]>;

/** Where learned companions are kept. */
export interface CompanionShelf {
  /** Null while nothing was ever learned for the shop. */
  learnedAt(shop: ShopId): Promise<Date | null>;
  find(shop: ShopId, productIds: readonly string[]): Promise<Companions>;
  /** Replaces everything known of the shop. */
  replace(shop: ShopId, companions: Companions, at: Date): Promise<void>;
}

export interface CompanionSource {
  companionsOf(shop: ShopId, productIds: readonly string[], now: Date): Promise<Companions>;
}

type Baskets = Pick<OrderFacts, 'recentBaskets'>;

const dayMs = 86_400_000;
/** Enough for a first day; the nightly run reads further back. */
const freshDays = 180;

/** From the orders of the last `days`. */
export const countCompanions = async (
  orders: Baskets,
  shop: ShopId,
  { now, days }: { readonly now: Date; readonly days: number },
): Promise<Companions> => {
  const counter = createCompanionCounter();
  const since = new Date(now.getTime() - days * dayMs);
  for await (const basket of orders.recentBaskets(shop, since)) counter.add(basket);
  return counter.ranked();
};

/** Learned companions; a shop that none were learned for yet is counted on the spot. */
export const createCompanionSource = (shelf: CompanionShelf, orders: Baskets): CompanionSource => ({
  companionsOf: async (shop, productIds, now) => {
    if ((await shelf.learnedAt(shop)) !== null) return shelf.find(shop, productIds);
    return countCompanions(orders, shop, { now, days: freshDays });
  },
});
