import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';

export interface Vitals {
  /** Until the largest piece of the screen stood, from when its document was asked for. */
  readonly lcpMs: number;
  /** By how much what stood was shifted without anybody having acted, in the worst few seconds. */
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
  // Shifts less than a second apart, for five seconds at most, are one; the worst counts.
  let shift = { sum: 0, from: 0, to: 0 };
  see('layout-shift', ({ value, startTime, hadRecentInput }) => {
    if (hadRecentInput) return;
    const goesOn = startTime - shift.to < 1000 && startTime - shift.from < 5000;
    shift = { sum: (goesOn ? shift.sum : 0) + value, from: goesOn ? shift.from : startTime, to: startTime };
    vitals.cls = Math.max(vitals.cls, shift.sum);
  });
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
