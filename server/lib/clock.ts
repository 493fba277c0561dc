/**
 * The shop's time. In production it is the database's clock, in the demo the database's clock plus an offset,
 * in tests and simulation whatever the holder sets. Leases, signatures and TTLs do not use it: they are real time.
 */
export interface Clock {
  now(): Date;
}

/** Milliseconds that never go back; for deadlines inside one process. */
export const monotonicMs = (): number => performance.now();

/** Real time of this machine: signatures, tokens, log lines. Never for due times. */
export const realNow = (): Date => new Date();

export interface ManualClock extends Clock {
  set(at: Date): void;
  advance(ms: number): void;
}

export const createManualClock = (start: Date): ManualClock => {
  let current = start.getTime();
  return {
    now: () => new Date(current),
    set: (at) => {
      current = at.getTime();
    },
    advance: (ms) => {
      current += ms;
    },
  };
};

export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
