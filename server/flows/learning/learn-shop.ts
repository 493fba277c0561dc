import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ProductTraits } from '../../recommendations/reorder-model.ts';
import type { CompanionShelf } from '../companions/companion-source.ts';
import type { ShopFacts } from '../shop-facts.ts';
import type { TimingShelf } from '../timing/timing-shelf.ts';
import { openThreadLearner } from './learn-in-thread.ts';

export interface LearnShopDeps {
  readonly orders: Pick<ShopFacts['orders'], 'purchases'>;
  readonly products: Pick<ShopFacts['products'], 'findMany'>;
  readonly timings: Pick<TimingShelf, 'replace'>;
  readonly companions: Pick<CompanionShelf, 'replace'>;
  readonly clock: Clock;
}

const productsAtOnce = 500;

const loadTraits = async (
  { products }: LearnShopDeps,
  shop: ShopId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ProductTraits>> => {
  const traits = new Map<string, ProductTraits>();
  for (let from = 0; from < ids.length; from += productsAtOnce) {
    const found = await products.findMany(shop, ids.slice(from, from + productsAtOnce));
    for (const { id, productType, vendor } of found) traits.set(id, { type: productType, vendor });
  }
  return traits;
};

/**
 * Learns a shop's whole past again and puts it in the place of what was known; the reckoning is done in a thread of its
 * own. Killed half-way it leaves what was there, or some of both, and is done again from the start.
 */
export const learnShop = async (deps: LearnShopDeps, shop: ShopId): Promise<number> => {
  const at = deps.clock.now();
  const learner = openThreadLearner();
  try {
    for await (const lines of deps.orders.purchases(shop)) await learner.add(lines);
    const traits = await loadTraits(deps, shop, await learner.products());
    const learned = await learner.learn({ asOf: at, traits });
    await deps.companions.replace(shop, learned.companionsOf, at);
    await deps.timings.replace(shop, { products: learned.products, shop: learned.shop, at });
    return learned.products.length;
  } finally {
    await learner.end();
  }
};
