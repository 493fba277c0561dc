import { monotonicMs } from '../../lib/clock.ts';

export type Loop = 'dispatch' | 'inbox';

/** When each of a worker's loops last did something; a loop that hangs in one call stops marking. */
export interface Pulse {
  mark(loop: Loop): void;
  /** Milliseconds since the loop's last sign, or since the pulse was made. */
  idleMs(loop: Loop): number;
  /** Loops without a sign for longer than the patience. */
  stalled(): readonly Loop[];
}

export const loops: readonly Loop[] = ['dispatch', 'inbox'];

/** A turn renews its leases every few seconds and the inbox is read four times a second; the longest call takes 30 s. */
const defaultPatienceMs = 60_000;

export const createPulse = (
  patienceMs: number = defaultPatienceMs,
  nowMs: () => number = monotonicMs,
): Pulse => {
  const madeAt = nowMs();
  const lastAt = new Map<Loop, number>();
  const idleMs = (loop: Loop): number => nowMs() - (lastAt.get(loop) ?? madeAt);
  return {
    mark: (loop) => void lastAt.set(loop, nowMs()),
    idleMs,
    stalled: () => loops.filter((loop) => idleMs(loop) > patienceMs),
  };
};
