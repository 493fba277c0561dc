import { monotonicMs } from '../../../lib/clock.ts';

export interface Rate {
  /** So many at once, and so many more in each minute that passes. */
  readonly burst: number;
  readonly perMinute: number;
}

export interface RateLimit {
  /** Seconds until the next is let in; 0: this one was. */
  secondsToWait(key: string): number;
}

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

const mostKeys = 20_000;

/**
 * A token bucket for each key, of this process alone: with more web processes a sender gets that much more, which is not
 * worth a database write for each look at a product.
 */
export const createRateLimit = ({ burst, perMinute }: Rate, nowMs = monotonicMs): RateLimit => {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  return {
    secondsToWait: (key) => {
      const atMs = nowMs();
      const before = buckets.get(key) ?? { left: burst, atMs };
      const left = Math.min(burst, before.left + (atMs - before.atMs) * perMs);
      // Put in again at the end: whoever was quiet longest is forgotten first, with a full bucket most likely.
      buckets.delete(key);
      const [oldest] = buckets.keys();
      if (buckets.size >= mostKeys && oldest !== undefined) buckets.delete(oldest);
      const isIn = left >= 1;
      buckets.set(key, { left: isIn ? left - 1 : left, atMs });
      return isIn ? 0 : Math.max(1, Math.ceil((1 - left) / perMs / 1000));
    },
  };
};
