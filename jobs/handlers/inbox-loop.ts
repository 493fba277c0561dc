import { sleep } from '../../server/lib/clock.ts';
import type { Applier } from '../../server/shop/inbox/apply.ts';

const pauseMs = 250;

/** Applies deliveries as they come; `onApplied` wakes who may have something to do now. Runs until the signal. */
export const inboxLoop = async (
  applier: Applier,
  onApplied: () => void,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const applied = await applier.applyBatch(signal);
    if (applied > 0) onApplied();
    else await sleep(pauseMs, signal);
  }
};
