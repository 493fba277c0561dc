import type { ShopId } from '../../lib/brand.ts';
import type { Shop } from '../../shop/shop.ts';
import { drawCode } from './code-text.ts';
import type { Offer, OfferDiscount } from './offer.ts';
import type { Offers } from './offers.repository.ts';

const wantedFor = (
  { shop, id, generation, title, terms }: Offer,
  { currency }: Pick<Shop, 'currency'>,
): OfferDiscount => ({
  shop,
  offer: id,
  generation,
  title,
  terms,
  currency,
  firstCode: drawCode(),
  state: 'wanted',
});

/** Every offer that is on has its discount written down, also where whoever wrote the offer died right after. */
export const ensureDiscounts = async (
  store: Pick<Offers, 'discounts' | 'ensureDiscount'>,
  shop: Pick<Shop, 'id' | 'currency'>,
  offers: readonly Offer[],
): Promise<readonly OfferDiscount[]> => {
  const there = await store.discounts(shop.id);
  const isThere = ({ id, generation }: Offer): boolean =>
    there.some((each) => each.offer === id && each.generation === generation);
  const missing = offers.filter((offer) => offer.status === 'active' && !isThere(offer));
  for (const offer of missing) await store.ensureDiscount(shop.id, wantedFor(offer, shop));
  return missing.length === 0 ? there : store.discounts(shop.id);
};

export type InstalledShop = (shop: ShopId) => Promise<Shop | undefined>;
