import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';

export interface Vitals {
  /** Until the largest piece of the screen stood, from when its document was asked for. */
  readonly lcpMs: number;
  /** By how much what stood was shifted. */
  readonly cls: number;
  /** The slowest answer to a click or a key, until it was painted. */
  readonly inpMs: number;
}

/**
 * Watches as the browser's own measures do: every document collects, from its beginning, what its performance timeline tells.
 * Interactions are told from 16 ms on; none that was told is one faster than that.
 */
export const watchVitals = `
  window.encoreVitals = { lcpMs: 0, cls: 0, inpMs: 0 };
  const see = (type, keep, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true, ...options });
  const vitals = window.encoreVitals;
  see('largest-contentful-paint', ({ startTime }) => { vitals.lcpMs = startTime; });
  see('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) vitals.cls += value; });
  see('event', ({ duration, interactionId }) => {
    if (interactionId > 0) vitals.inpMs = Math.max(vitals.inpMs, duration);
  }, { durationThreshold: 16 });
`;

const vitalsSchema = z.object({ lcpMs: z.number(), cls: z.number(), inpMs: z.number() });

export const readVitals = async (frame: Frame): Promise<Vitals> =>
  vitalsSchema.parse(await frame.evaluate('window.encoreVitals'));

/** A phone of the cheaper kind, as everybody who measures pages takes it. */
export const slowDown = async (page: Page, rate: number): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
};
