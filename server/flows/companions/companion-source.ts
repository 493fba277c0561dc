import type { ShopId } from '../../lib/brand.ts';
import type { Companion } from '../../recommendations/companions.ts';
import { createCompanionCounter } from '../../recommendations/companions.ts';
import type { OrderFacts } from '../shop-facts.ts';

type Companions = ReadonlyMap<string, readonly Companion[]>;

/** Where learned companions are kept. */
export interface CompanionShelf {
  /** Null while nothing was ever learned for the shop. */
  learnedAt(shop: ShopId): Promise<Date | null>;
  find(shop: ShopId, productIds: readonly string[]): Promise<Companions>;
  /** Replaces everything known of the shop. */
  replace(shop: ShopId, companions: Companions, at: Date): Promise<void>;
}

export interface CompanionSource {
  companionsOf(shop: ShopId, productIds: readonly string[]): Promise<Companions>;
}

/** Enough for a first day; the nightly run reads further back. */
const freshBaskets = 2000;

export const countCompanions = async (
  orders: Pick<OrderFacts, 'recentBaskets'>,
  shop: ShopId,
  limit: number,
): Promise<Companions> => {
  const counter = createCompanionCounter();
  for await (const basket of orders.recentBaskets(shop, limit)) counter.add(basket);
  return counter.ranked();
};

/** Learned companions; a shop that none were learned for yet is counted on the spot. */
export const createCompanionSource = (
  shelf: CompanionShelf,
  orders: Pick<OrderFacts, 'recentBaskets'>,
): CompanionSource => ({
  companionsOf: async (shop, productIds) => {
    if ((await shelf.learnedAt(shop)) !== null) return shelf.find(shop, productIds);
    return countCompanions(orders, shop, freshBaskets);
  },
});
