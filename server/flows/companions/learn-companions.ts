import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OrderFacts } from '../shop-facts.ts';
import { countCompanions } from './companion-source.ts';
import type { CompanionShelf } from './companion-source.ts';

/** Beyond two years, what goes with what has changed anyway. */
const learnedDays = 730;

export interface LearnDeps {
  readonly orders: Pick<OrderFacts, 'recentBaskets'>;
  readonly shelf: CompanionShelf;
  readonly clock: Clock;
}

/** Nightly: counts the shop's orders again from the start. Resolves to how many products have companions. */
export const learnCompanions = async ({ orders, shelf, clock }: LearnDeps, shop: ShopId): Promise<number> => {
  const now = clock.now();
  const companions = await countCompanions(orders, shop, { now, days: learnedDays });
  await shelf.replace(shop, companions, now);
  return companions.size;
};
