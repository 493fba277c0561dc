import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { eventually } from '../eventually.ts';
import type { RunningDemo } from './running-demo.ts';

export interface Delivery {
  readonly topic: string;
  readonly payload: object;
  /** Shop time. */
  readonly at: Date;
}

const patienceMs = 120_000;

/** As Shopify does: the same delivery again, under the same id, until it was answered 200. */
export const deliver = async (running: RunningDemo, { topic, payload, at }: Delivery): Promise<void> => {
  const id = randomUUID();
  await eventually(async () => (await running.webhook(topic, payload, { at, id })) === 200, patienceMs);
};

const tryToWind = async (running: RunningDemo, target: Date): Promise<boolean> => {
  try {
    const aheadMs = Math.max(0, target.getTime() - (await running.now()).getTime());
    const { now } = await running.clock(Temporal.Duration.from({ milliseconds: aheadMs }).toString());
    return new Date(now) >= target;
  } catch {
    // Whoever was winding is gone, or the database was away: the rest of the way is left to do.
    return false;
  }
};

/** Winds until the shop's time is `target` and the work due by then is done, whatever dies on the way. */
export const windTo = (running: RunningDemo, target: Date): Promise<void> =>
  eventually(() => tryToWind(running, target), patienceMs);
