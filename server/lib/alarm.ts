import { sleep } from './clock.ts';

/** A sleep that somebody else can end: a loop rests, and whoever has work for it rings. */
export interface Alarm {
  /** Ends the rest that is under way, or the next one before it begins. */
  wake(): void;
  /** Resolves after so long, at once when it rings, or when the signal aborts. */
  rest(ms: number, signal: AbortSignal): Promise<void>;
}

export const createAlarm = (): Alarm => {
  let isRung = false;
  let ring = new AbortController();
  return {
    wake: () => {
      isRung = true;
      ring.abort();
    },
    rest: async (ms, signal) => {
      if (!isRung) await sleep(ms, AbortSignal.any([signal, ring.signal]));
      isRung = false;
      ring = new AbortController();
    },
  };
};
