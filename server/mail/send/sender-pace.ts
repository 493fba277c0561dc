import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';

/** A 429 slows its sender only; what a process knows of it is enough, the next 429 tells the others. */
export interface SenderPace {
  pause(shop: ShopId, ms: number): void;
  /** Milliseconds still to wait; zero when it may send. */
  waitOf(shop: ShopId): number;
}

export const createSenderPace = (nowMs: () => number = monotonicMs): SenderPace => {
  const until = new Map<ShopId, number>();
  return {
    pause: (shop, ms) => {
      until.set(shop, Math.max(until.get(shop) ?? 0, nowMs() + ms));
    },
    waitOf: (shop) => {
      const wait = (until.get(shop) ?? 0) - nowMs();
      if (wait <= 0) until.delete(shop);
      return Math.max(0, Math.ceil(wait));
    },
  };
};
