import { z } from 'zod';
import { realNow } from '../../../../lib/clock.ts';
import type { Clock } from '../../../../lib/clock.ts';

const answerSchema = z.object({ now: z.iso.datetime() });

export interface ShopTime extends Clock {
  /** Asks the app now; keeps the last known offset when it doesn't answer. */
  refresh(): Promise<void>;
  close(): void;
}

/** The shop lives by the app's clock, which can be wound; asked for about once a second. */
export const createShopTime = (appUrl: string): ShopTime => {
  let offsetMs = 0;
  const refresh = async (): Promise<void> => {
    try {
      const response = await fetch(`${appUrl}/demo/clock`, { signal: AbortSignal.timeout(2000) });
      const { now } = answerSchema.parse(await response.json());
      offsetMs = Date.parse(now) - realNow().getTime();
    } catch {
      // The app is starting or gone; shop time goes on from what was last heard.
    }
  };
  const timer = setInterval(() => void refresh(), 1000);
  return {
    now: () => new Date(realNow().getTime() + offsetMs),
    refresh,
    close: () => clearInterval(timer),
  };
};
