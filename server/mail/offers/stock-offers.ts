import type { ShopId } from '../../lib/brand.ts';
import { sleep } from '../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../lib/errors.ts';
import { drawCode } from './code-text.ts';
import type { Offer, OfferDiscount } from './offer.ts';
import type { PooledDiscounts } from './offer-platform.ts';
import type { OfferPool } from './offer-pool.ts';
import type { PoolLevel } from './offer-stock.repository.ts';
import type { Offers } from './offers.repository.ts';

export interface StockDeps {
  readonly offers: Offers;
  readonly pool: OfferPool;
  readonly platform: PooledDiscounts;
  /** First pause while the platform adds codes; doubles. */
  readonly pauseMs: number;
}

/** Of a shop; `now` is its time. */
export interface StockContext {
  readonly shop: ShopId;
  readonly now: Date;
  readonly signal?: AbortSignal | undefined;
}

const dayMs = 86_400_000;
/** The platform's own limit on one call. */
const codesACall = 250;
/** One run adds this many at most: others wait for their turn. */
const callsARun = 20;
/** A discount outlives its last possible code by so much: we may be down, the merchant may pause. */
const slackDays = 30;

const least = 50;
const daysLow = 1.5;
const daysFull = 4;

/** How many codes are to be added: none above the low level, and then up to what lasts some days at the pace of late. */
export const shortfall = (
  { free, making }: PoolLevel,
  used: { readonly lastDay: number; readonly lastWeek: number },
): number => {
  const aDay = Math.max(used.lastDay, used.lastWeek / 7);
  const there = free + making;
  const low = Math.max(least, Math.ceil(aDay * daysLow));
  const full = Math.max(codesACall, Math.ceil(aDay * daysFull));
  return there >= low ? 0 : full - there;
};

const shortOf = async (
  { pool }: StockDeps,
  { shop, now }: StockContext,
  discount: OfferDiscount,
): Promise<number> => {
  const since = (days: number) => new Date(now.getTime() - days * dayMs);
  const [level, lastDay, lastWeek] = await Promise.all([
    pool.level(shop, discount),
    pool.givenSince(shop, discount.offer, since(1)),
    pool.givenSince(shop, discount.offer, since(7)),
  ]);
  return shortfall(level, { lastDay, lastWeek });
};

const longestPauseMs = 5000;
const looks = 12;

/** Asks until the platform is done; false when that takes too long, and a later run asks again. */
const awaitCreation = async (
  { offers, pool, platform, pauseMs }: StockDeps,
  { shop, signal }: StockContext,
  discount: OfferDiscount & { readonly creation: string },
): Promise<boolean> => {
  for (let look = 0; look < looks; look += 1) {
    const { done, made, refused } = await platform.creation(shop, discount.creation);
    if (done) {
      await pool.made(shop, made);
      await pool.refused(shop, refused);
      await offers.endCreation(shop, discount);
      return true;
    }
    if (signal?.aborted === true) return false;
    await sleep(Math.min(longestPauseMs, pauseMs * 2 ** look), signal);
  }
  return false;
};

const addSome = async (
  deps: StockDeps,
  context: StockContext,
  { discount, count }: { readonly discount: OfferDiscount; readonly count: number },
): Promise<boolean> => {
  const { offers, pool, platform } = deps;
  const { shop } = context;
  const codes = Array.from({ length: Math.min(count, codesACall) }, drawCode);
  // Ours first: a code that a platform has and we don't know of could be anybody's.
  await pool.addMaking(shop, discount, codes);
  const creation = await platform.addCodes(shop, discount.platformId ?? '', codes);
  await offers.changeDiscount(shop, discount, { creation });
  return awaitCreation(deps, context, { ...discount, creation });
};

const make = async (
  { offers, pool, platform }: StockDeps,
  { shop, now }: StockContext,
  { offer, discount }: { readonly offer: Offer; readonly discount: OfferDiscount },
): Promise<OfferDiscount> => {
  const endsAt = new Date(now.getTime() + (offer.validDays + slackDays) * dayMs);
  try {
    const platformId = await platform.create(discount, { startsAt: now, endsAt });
    const there = { state: 'there', platformId, endsAt } as const;
    await offers.changeDiscount(shop, discount, there);
    return { ...discount, ...there };
  } catch (error) {
    if (!(error instanceof EncoreError) || errorCodeOf(error) !== 'platform_refused') throw error;
    const refused = { state: 'refused', problem: { code: error.code, fields: { ...error.fields } } } as const;
    await offers.changeDiscount(shop, discount, refused);
    await pool.close(shop, discount);
    return { ...discount, ...refused };
  }
};

/** So that what a mail sent tomorrow promises lies before the discount's own end. */
const extend = async (
  { offers, platform }: StockDeps,
  { shop, now }: StockContext,
  { offer, discount }: { readonly offer: Offer; readonly discount: OfferDiscount },
): Promise<void> => {
  const needed = now.getTime() + (offer.validDays + slackDays / 2) * dayMs;
  if (discount.platformId === undefined || (discount.endsAt?.getTime() ?? 0) >= needed) return;
  const endsAt = new Date(now.getTime() + (offer.validDays + slackDays) * dayMs);
  await platform.extend(shop, discount.platformId, endsAt);
  await offers.changeDiscount(shop, discount, { endsAt });
};

/**
 * One generation of an offer that is on: its discount is made and outlives every promise, and its pool is filled before it
 * runs dry. Whatever stops in between is taken up by the next run; codes whose fate nobody knows are given up.
 */
export const stockOffer = async (
  deps: StockDeps,
  context: StockContext,
  on: { readonly offer: Offer; readonly discount: OfferDiscount },
): Promise<void> => {
  const { shop, signal } = context;
  const discount = on.discount.state === 'wanted' ? await make(deps, context, on) : on.discount;
  if (discount.state !== 'there') return;
  await extend(deps, context, { ...on, discount });
  const { creation } = discount;
  if (creation !== undefined && !(await awaitCreation(deps, context, { ...discount, creation }))) return;
  await deps.pool.giveUpMaking(shop, discount);
  let count = Math.min(await shortOf(deps, context, discount), codesACall * callsARun);
  for (; count > 0 && signal?.aborted !== true; count -= codesACall)
    if (!(await addSome(deps, context, { discount, count }))) return;
};
