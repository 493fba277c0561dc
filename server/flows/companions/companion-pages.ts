import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Product } from '../../shop/catalog.ts';
import type { ProductRepository } from '../../shop/products.repository.ts';
import { loadProducts } from '../content-sources.ts';
import type { LifeSession } from '../life/life-session.ts';
import type { CompanionChoiceChange, CompanionsView } from '../timing/timing.contract.ts';
import type { CompanionShelf, StoredCompanions } from './companion-source.ts';
import { rankCompanions } from './companion-source.ts';
import { companionsOfBasket } from './companions-of-basket.ts';

/** What the admin reads and changes of what goes with a product. */
export interface CompanionPages {
  /** Null for a product of which nothing is known at all. */
  read(shop: ShopId, productId: string): Promise<CompanionsView | null>;
  /** Null as above; `conflict` with what is there, when it isn't at the `rev` that was seen. */
  change(
    session: LifeSession,
    productId: string,
    change: CompanionChoiceChange,
  ): Promise<CompanionsView | { readonly conflict: CompanionsView } | null>;
}

export interface CompanionPagesDeps {
  readonly companions: Pick<CompanionShelf, 'find' | 'choose'>;
  readonly products: Pick<ProductRepository, 'findMany'>;
  readonly clock: Clock;
}

const nothingLearned = (productId: string): StoredCompanions => ({
  productId,
  companions: [],
  popularNext: [],
  choice: { pins: [], bans: [] },
  rev: 0,
});

const viewOf = (stored: StoredCompanions, products: ReadonlyMap<string, Product>): CompanionsView => {
  const { productId, choice, rev, learnedAt } = stored;
  const titleOf = (id: string): string | null => products.get(id)?.title ?? null;
  const ranked = companionsOfBasket([productId], new Map([[productId, rankCompanions(stored)]]));
  return {
    productId,
    title: titleOf(productId),
    companions: ranked.map(({ pinned = false, ...companion }) => ({
      ...companion,
      title: titleOf(companion.productId),
      pinned,
    })),
    banned: choice.bans.map((id) => ({ productId: id, title: titleOf(id) })),
    learnedAt: learnedAt?.toISOString() ?? null,
    rev,
  };
};

export const createCompanionPages = ({ companions, products, clock }: CompanionPagesDeps): CompanionPages => {
  const read: CompanionPages['read'] = async (shop, productId) => {
    const [stored] = await companions.find(shop, [productId]);
    const { companions: learned, choice } = stored ?? nothingLearned(productId);
    const ids = [productId, ...learned.map((one) => one.productId), ...choice.pins, ...choice.bans];
    const known = await loadProducts(products, shop, ids);
    if (stored === undefined && !known.has(productId)) return null;
    return viewOf(stored ?? nothingLearned(productId), known);
  };
  return {
    read,
    change: async ({ shop, user }, productId, { rev, pins, bans }) => {
      if ((await read(shop, productId)) === null) return null;
      const choice = { pins: [...new Set(pins)], bans: [...new Set(bans)] };
      const isChosen = await companions.choose(shop, {
        productId,
        rev,
        choice,
        at: clock.now(),
        by: user ?? '',
      });
      const now = await read(shop, productId);
      return isChosen || now === null ? now : { conflict: now };
    },
  };
};
