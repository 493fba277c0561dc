import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { Allowance } from '../transport.ts';

/** A 429 slows its sender only. What the provider announces is shared out between the workers that live. */
export interface SenderPace {
  /** How many workers share what is announced; asked only while something is. */
  count(): Promise<void>;
  pause(shop: ShopId, ms: number): void;
  /** What the provider lets this sender send until its window ends; this worker takes its share of it. */
  announce(shop: ShopId, allowance: Allowance): void;
  /** One mail is being written. */
  spend(shop: ShopId): void;
  /** Milliseconds still to wait; zero when it may send. */
  waitOf(shop: ShopId): number;
}

export interface SenderPaceOptions {
  readonly nowMs?: (() => number) | undefined;
  readonly liveWorkers?: (() => Promise<number>) | undefined;
}

interface Window {
  readonly untilMs: number;
  readonly left: number;
}

const createWindows = (nowMs: () => number) => {
  const windows = new Map<ShopId, Window>();
  const open = (shop: ShopId): Window | undefined => {
    const window = windows.get(shop);
    if (window === undefined || window.untilMs > nowMs()) return window;
    windows.delete(shop);
    return undefined;
  };
  return {
    isAnyOpen: () => windows.size > 0,
    /** What others have sent meanwhile makes the share smaller, never larger: within a window nothing is given back. */
    note: (shop: ShopId, share: number, resetMs: number): void => {
      const window = open(shop) ?? { untilMs: nowMs() + resetMs, left: share };
      windows.set(shop, { ...window, left: Math.min(window.left, share) });
    },
    spend: (shop: ShopId): void => {
      const window = open(shop);
      if (window !== undefined) windows.set(shop, { ...window, left: window.left - 1 });
    },
    waitOf: (shop: ShopId): number => {
      const window = open(shop);
      return window === undefined || window.left > 0 ? 0 : window.untilMs - nowMs();
    },
  };
};

export const createSenderPace = ({
  nowMs = monotonicMs,
  liveWorkers,
}: SenderPaceOptions = {}): SenderPace => {
  const pausedUntil = new Map<ShopId, number>();
  const windows = createWindows(nowMs);
  let workers = 1;

  const pausedFor = (shop: ShopId): number => {
    const wait = (pausedUntil.get(shop) ?? 0) - nowMs();
    if (wait <= 0) pausedUntil.delete(shop);
    return Math.max(0, wait);
  };

  return {
    count: async () => {
      if (windows.isAnyOpen() && liveWorkers !== undefined) workers = Math.max(1, await liveWorkers());
    },
    pause: (shop, ms) => {
      pausedUntil.set(shop, Math.max(pausedUntil.get(shop) ?? 0, nowMs() + ms));
    },
    announce: (shop, { remaining, resetMs }) => windows.note(shop, Math.floor(remaining / workers), resetMs),
    spend: windows.spend,
    waitOf: (shop) => Math.ceil(Math.max(pausedFor(shop), windows.waitOf(shop))),
  };
};
