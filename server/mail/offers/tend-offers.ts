import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import { endCodes, removeOld, returnLeftBehind } from './clear-offers.ts';
import type { ClearDeps } from './clear-offers.ts';
import { ensureDiscounts } from './current-discounts.ts';
import type { InstalledShop } from './current-discounts.ts';
import { makePersonalCodes } from './make-personal.ts';
import type { Offer, OfferDiscount } from './offer.ts';
import type { OfferPlatform, OfferPlatforms } from './offer-platform.ts';
import type { Offers } from './offers.repository.ts';
import { stockOffer } from './stock-offers.ts';

export interface TendDeps extends ClearDeps {
  readonly offers: Offers;
  readonly platforms: OfferPlatforms;
  readonly shops: () => Promise<readonly ShopId[]>;
  readonly shopOf: InstalledShop;
  readonly clock: Clock;
  readonly logger: Logger;
  /** First pause while a platform adds codes; half a second unless told. */
  readonly pauseMs?: number | undefined;
}

export interface TendOffers {
  /** Everything the offers of a shop need now; what fails is logged and tried again with the next run. */
  shop(shop: ShopId, signal?: AbortSignal): Promise<void>;
  all(signal?: AbortSignal): Promise<void>;
}

const claimMs = 120_000;

interface Tended {
  readonly shop: ShopId;
  readonly now: Date;
  readonly platform: OfferPlatform;
  readonly signal?: AbortSignal | undefined;
}

const isCurrent = (offers: readonly Offer[], { offer: id, generation }: OfferDiscount): Offer | undefined =>
  offers.find((offer) => offer.id === id && offer.generation === generation && offer.status === 'active');

const tendDiscount = async (
  deps: TendDeps,
  on: Tended,
  { discount, offer }: { readonly discount: OfferDiscount; readonly offer: Offer | undefined },
): Promise<void> => {
  const { offers, pool, pauseMs = 500 } = deps;
  const { platform, shop } = on;
  if (offer === undefined) return removeOld(deps, on, discount);
  if (platform.kind === 'pooled')
    return stockOffer({ offers, pool, platform, pauseMs }, on, { offer, discount });
  // Nothing is made before somebody needs it.
  if (discount.state === 'wanted') await offers.changeDiscount(shop, discount, { state: 'there' });
};

/** One at a time over all processes: two that fill one pool would fill it twice. */
const claimed = async (
  { offers, logger }: TendDeps,
  { shop, discount }: { readonly shop: ShopId; readonly discount: OfferDiscount },
  work: () => Promise<void>,
): Promise<void> => {
  if (!(await offers.claim(shop, discount, claimMs))) return;
  try {
    await work();
  } catch (error) {
    const { offer } = discount;
    logger.warn({ shop, offer, code: errorCodeOf(error), err: error }, 'an offer could not be stocked');
  } finally {
    await offers.unclaim(shop, discount);
  }
};

const tendShop = async (deps: TendDeps, shop: ShopId, signal?: AbortSignal): Promise<void> => {
  const platform = deps.platforms(shop);
  const found = await deps.shopOf(shop);
  if (platform === undefined || found === undefined) return;
  const on: Tended = { shop, now: deps.clock.now(), platform, signal };
  const offers = await deps.offers.list(shop);
  const discounts = await ensureDiscounts(deps.offers, found, offers);
  for (const discount of discounts) {
    if (signal?.aborted === true) return;
    const offer = isCurrent(offers, discount);
    await claimed(deps, { shop, discount }, () => tendDiscount(deps, on, { discount, offer }));
  }
  if (platform.kind === 'personal') await makePersonalCodes({ ...deps, platform }, on, discounts);
  await returnLeftBehind(deps, on);
  await endCodes(deps, on, discounts);
};

export const createTendOffers = (deps: TendDeps): TendOffers => ({
  shop: (shop, signal) => tendShop(deps, shop, signal),
  all: async (signal) => {
    for (const shop of await deps.shops()) {
      if (signal?.aborted === true) return;
      try {
        await tendShop(deps, shop, signal);
      } catch (error) {
        deps.logger.warn(
          { shop, code: errorCodeOf(error), err: error },
          'offers of a shop could not be tended',
        );
      }
    }
  },
});
