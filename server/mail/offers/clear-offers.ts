import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { MessageStatus } from '../message.ts';
import type { OfferCodes } from './offer-codes.repository.ts';
import type { OfferDiscount } from './offer.ts';
import type { OfferPlatform } from './offer-platform.ts';
import type { OfferPool } from './offer-pool.ts';
import type { Offers } from './offers.repository.ts';

export interface ClearDeps {
  readonly offers: Pick<Offers, 'changeDiscount'>;
  readonly pool: OfferPool;
  readonly codes: Pick<OfferCodes, 'release'>;
  /** What became of messages; those that are gone are absent. */
  statusOf(messages: readonly MessageId[]): Promise<ReadonlyMap<MessageId, MessageStatus>>;
}

interface Of {
  readonly shop: ShopId;
  readonly now: Date;
}

const endingAtOnce = 100;
const openAtOnce = 200;
const settledAfterMs = 10 * 60_000;

const removeFrom = (
  platform: OfferPlatform,
  shop: ShopId,
  { platformId, refs }: { readonly platformId: string | undefined; readonly refs: readonly string[] },
): Promise<void> => {
  if (platform.kind === 'personal') return platform.removeCodes(shop, refs);
  return platformId === undefined ? Promise.resolve() : platform.removeCodes(shop, platformId, refs);
};

/** Codes past their day leave the platform: what the mail said of the last day is true there, too. */
export const endCodes = async (
  { pool }: Pick<ClearDeps, 'pool'>,
  { shop, now, platform }: Of & { readonly platform: OfferPlatform },
  discounts: readonly OfferDiscount[],
): Promise<number> => {
  await pool.end(shop, now);
  const ending = await pool.ending(shop, endingAtOnce);
  const byDiscount = Map.groupBy(ending, ({ offer, generation }) => `${offer} ${generation}`);
  for (const [key, codes] of byDiscount) {
    const discount = discounts.find(({ offer, generation }) => `${offer} ${generation}` === key);
    const refs = codes.map(({ ref }) => ref);
    await removeFrom(platform, shop, { platformId: discount?.platformId, refs });
    await pool.gone(
      shop,
      codes.map(({ code }) => code),
    );
  }
  return ending.length;
};

/** A discount that no offer gives codes of any more goes once the last of its codes is over. */
export const removeOld = async (
  { offers, pool }: Pick<ClearDeps, 'offers' | 'pool'>,
  { shop, now, platform }: Of & { readonly platform: OfferPlatform },
  discount: OfferDiscount,
): Promise<void> => {
  await pool.close(shop, discount);
  if (await pool.isLive(shop, discount, now)) return;
  if (platform.kind === 'pooled' && discount.platformId !== undefined)
    await platform.remove(shop, discount.platformId);
  if (platform.kind === 'pooled') await pool.allGone(shop, discount);
  await offers.changeDiscount(shop, discount, { state: 'gone' });
};

const ended = new Set<MessageStatus>(['skipped', 'failed', 'cancelled']);
const left = new Set<MessageStatus>(['accepted', 'unknown']);

/** What a worker that died between an ending and its giving back has left: given back now. */
export const returnLeftBehind = async (
  { pool, codes, statusOf }: Pick<ClearDeps, 'pool' | 'codes' | 'statusOf'>,
  { shop, now }: Of,
): Promise<void> => {
  const open = await pool.open(shop, new Date(now.getTime() - settledAfterMs), openAtOnce);
  if (open.length === 0) return;
  const statuses = await statusOf(open.flatMap(({ messages }) => messages));
  const isEnded = (id: MessageId): boolean => ended.has(statuses.get(id) ?? 'sending');
  await codes.release(
    shop,
    open.flatMap(({ messages }) => messages.filter(isEnded)),
  );
  const kept = open.filter(({ messages }) => messages.some((id) => left.has(statuses.get(id) ?? 'sending')));
  await pool.kept(
    shop,
    kept.map(({ code }) => code),
  );
};
