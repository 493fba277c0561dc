import { monotonicMs } from '../../lib/clock.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Shop } from '../../shop/shop.ts';
import { countReturning, monthsUpTo } from './returning.ts';
import type { ReturningRows } from './returning.repository.ts';

export interface ReturningDeps {
  readonly rows: ReturningRows;
  readonly shops: { find(shop: ShopId): Promise<Shop | undefined> };
  /** Shop time: which month it is. */
  readonly clock: Clock;
  readonly realTime: Clock;
}

const shownMonths = 12;
/** A year is shown, and each month looks a year back. */
const lookBackMs = 25 * 31 * 86_400_000;
/** Counting a shop's orders takes no more than this share of the time. */
const share = 1 / 200;

const monthIn = (zone: string, at: Date): string => {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}`;
};

/** Who came back in each of the last twelve months, from the orders as they stand. False: it rests, or there is no shop. */
export const writeReturning = async (
  { rows, shops, clock, realTime }: ReturningDeps,
  shop: ShopId,
): Promise<boolean> => {
  const countedAt = realTime.now();
  const last = await rows.find(shop);
  if (last !== undefined && last.restUntil > countedAt) return false;
  const found = await shops.find(shop);
  if (found === undefined) return false;
  const began = monotonicMs();
  const now = clock.now();
  const count = countReturning(monthsUpTo(monthIn(found.zone, now), shownMonths));
  const since = new Date(now.getTime() - lookBackMs);
  for await (const months of rows.orderMonths(shop, { since, zone: found.zone })) count.add(months);
  const tookMs = monotonicMs() - began;
  const restUntil = new Date(countedAt.getTime() + tookMs / share);
  await rows.save(shop, { months: count.result(), countedAt, restUntil });
  return true;
};
