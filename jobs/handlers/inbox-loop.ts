import type { Alarm } from '../../server/lib/alarm.ts';
import type { Applier } from '../../server/shop/inbox/apply.ts';

const pauseMs = 250;

export interface InboxLoopDeps {
  readonly applier: Applier;
  /** Wakes who may have something to do now. */
  readonly onApplied: () => void;
  /** Rings when somebody waits for a delivery that is stored already. */
  readonly alarm: Alarm;
}

/** Applies deliveries as they come. Runs until the signal. */
export const inboxLoop = async (
  { applier, onApplied, alarm }: InboxLoopDeps,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    const applied = await applier.applyBatch(signal);
    if (applied > 0) onApplied();
    else await alarm.rest(pauseMs, signal);
  }
};
