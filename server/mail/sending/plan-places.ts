import type { MessageId, ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { Entitlements } from '../../shop/billing/entitlements.ts';
import type { PlanUsage } from '../../shop/billing/plan-usage.repository.ts';
import { usageMonthOf } from '../../shop/billing/usage-month.ts';
import type { Shop } from '../../shop/shop.ts';

export interface PlanAnswer {
  readonly held: ReadonlySet<MessageId>;
  /** What the plan allows in a month; absent without a limit. */
  readonly limit?: number | undefined;
}

/** Which mails a shop's plan has room for. */
export interface PlanPlaces {
  /** Those that hold a place now; asked again before it is settled, a mail finds its own. Throws what the database throws. */
  take(shop: Shop, messages: readonly MessageId[], now: Date): Promise<PlanAnswer>;
  /** A mail that did not leave gives its place back. */
  settled(message: MessageId, left: boolean): void;
  /** Counts what was used since the last time. */
  flush(): Promise<void>;
}

/**
 * A worker spends so small a part of what is left before it counts again. While much is left that is one command in
 * hundreds of mails; near the limit each sub-group is counted, and what workers do not know of each other is next to nothing.
 */
const part = 64;
const countedAgainMs = 10_000;

interface Purse {
  readonly shop: ShopId;
  readonly month: string;
  readonly limit: number;
  spent: number;
  budget: number;
  untilMs: number;
}

/** Counted beside the mails, not before them: a worker that is killed forgets some that were sent, never some that were not. */
export const createPlanPlaces = (entitlements: Entitlements, usage: Pick<PlanUsage, 'take'>): PlanPlaces => {
  const purses = new Map<string, Purse>();
  const places = new Map<MessageId, Purse>();

  const purseOf = (shop: ShopId, month: string, limit: number): Purse => {
    const key = `${shop} ${month} ${limit}`;
    const known = purses.get(key) ?? { shop, month, limit, spent: 0, budget: 0, untilMs: 0 };
    purses.set(key, known);
    return known;
  };

  const count = async (purse: Purse, wanted: number): Promise<number> => {
    const { shop, month, limit, spent: already } = purse;
    // Whoever asks meanwhile counts too.
    Object.assign(purse, { spent: 0, budget: 0 });
    try {
      const { granted, used } = await usage.take(shop, { month, already, wanted, limit });
      purse.budget = Math.floor(Math.max(0, limit - used) / part);
      purse.untilMs = monotonicMs() + countedAgainMs;
      return granted;
    } catch (error) {
      purse.spent += already;
      throw error;
    }
  };

  const spend = async (purse: Purse, wanted: number): Promise<number> => {
    if (wanted === 0) return 0;
    if (purse.spent + wanted > purse.budget || purse.untilMs < monotonicMs()) return count(purse, wanted);
    purse.spent += wanted;
    return wanted;
  };

  return {
    take: async (shop, messages, now) => {
      const { mails: limit } = entitlements.of(shop);
      if (limit === undefined) return { held: new Set(messages) };
      const purse = purseOf(shop.id, usageMonthOf(now), limit);
      const fresh = messages.filter((id) => !places.has(id));
      const given = fresh.slice(0, await spend(purse, fresh.length));
      for (const id of given) places.set(id, purse);
      return { held: new Set(messages.filter((id) => places.has(id))), limit };
    },
    settled: (message, left) => {
      const purse = places.get(message);
      places.delete(message);
      if (purse !== undefined && !left) purse.spent -= 1;
    },
    flush: async () => {
      for (const [key, purse] of purses) {
        if (purse.spent !== 0) await count(purse, 0);
        else if (purse.untilMs < monotonicMs()) purses.delete(key);
      }
    },
  };
};
