import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OrderFacts } from '../shop-facts.ts';
import { countCompanions } from './companion-source.ts';
import type { CompanionShelf } from './companion-source.ts';

/** Two years of a busy shop; beyond that, what goes with what has changed anyway. */
const learnedBaskets = 200_000;

export interface LearnDeps {
  readonly orders: Pick<OrderFacts, 'recentBaskets'>;
  readonly shelf: CompanionShelf;
  readonly clock: Clock;
}

/** Nightly: counts the shop's orders again from the start. Resolves to how many products have companions. */
export const learnCompanions = async ({ orders, shelf, clock }: LearnDeps, shop: ShopId): Promise<number> => {
  const companions = await countCompanions(orders, shop, learnedBaskets);
  await shelf.replace(shop, companions, clock.now());
  return companions.size;
};
