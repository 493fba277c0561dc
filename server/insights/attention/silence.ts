import type { ShopId } from '../../lib/brand.ts';
import type { StuckRows } from './stuck.repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Shops sleep; below this nobody needs to know. */
const leastHours = 3;
/** So many were to be expected, that none at all is no chance. */
const expected = 6;
const days = 7;

export interface Silence {
  readonly hours: number;
  /** How many there were on average in the same hours of the last seven days. */
  readonly usually: number;
}

/** Whether so long a time without a webhook is unlike the shop: told each day in the same hours, and enough of them. */
export const isUnlike = (before: readonly number[]): boolean =>
  before.length > 0 &&
  before.every((count) => count > 0) &&
  before.reduce((sum, count) => sum + count, 0) >= expected * before.length;

/** A silence is compared with the same hours of the days before, so that nights and Sundays raise nobody. */
export const silenceOf = async (
  rows: Pick<StuckRows, 'lastWebhook' | 'webhooks'>,
  shop: ShopId,
  now: Date,
): Promise<Silence | undefined> => {
  const last = await rows.lastWebhook(shop);
  if (last === undefined) return undefined;
  const hours = Math.floor((now.getTime() - last.getTime()) / hourMs);
  if (hours < leastHours) return undefined;
  const spanMs = Math.min(hours * hourMs, dayMs);
  const end = Math.min(now.getTime(), last.getTime() + spanMs);
  const before = await Promise.all(
    Array.from({ length: days }, (_day, index) => {
      const to = end - (index + 1) * dayMs;
      return rows.webhooks(shop, { from: new Date(to - spanMs), to: new Date(to) });
    }),
  );
  if (!isUnlike(before)) return undefined;
  return { hours, usually: Math.round(before.reduce((sum, count) => sum + count, 0) / days) };
};
