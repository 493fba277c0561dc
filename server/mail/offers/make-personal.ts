import type { ShopId } from '../../lib/brand.ts';
import type { Logger } from '../../lib/logger.ts';
import type { OfferDiscount } from './offer.ts';
import type { PersonalDiscounts } from './offer-platform.ts';
import type { OfferPool } from './offer-pool.ts';

export interface MakeDeps {
  readonly pool: OfferPool;
  readonly platform: PersonalDiscounts;
  readonly logger: Logger;
}

const atOnce = 100;
const callsARun = 20;

/** Every code that a mail waits for; one that the platform won't have is given up, and its mail asks for another. */
export const makePersonalCodes = async (
  { pool, platform, logger }: MakeDeps,
  { shop, signal }: { readonly shop: ShopId; readonly signal?: AbortSignal | undefined },
  discounts: readonly OfferDiscount[],
): Promise<number> => {
  const byKey = new Map(discounts.map((each) => [`${each.offer} ${each.generation}`, each]));
  let count = 0;
  for (let call = 0; call < callsARun && signal?.aborted !== true; call += 1) {
    const waiting = await pool.toMake(shop, atOnce);
    const codes = waiting.flatMap(({ offer, generation, ...code }) => {
      const discount = byKey.get(`${offer} ${generation}`);
      return discount === undefined ? [] : [{ ...code, terms: discount.terms, title: discount.title }];
    });
    if (codes.length === 0) return count;
    const { made, refused } = await platform.make(shop, codes);
    for (const [, problem] of refused) logger.warn({ shop, problem }, 'a discount code was refused');
    await pool.made(shop, made);
    await pool.refused(shop, [...refused.keys()]);
    count += made.length;
    if (made.length + refused.size === 0 || waiting.length < atOnce) return count;
  }
  return count;
};
