import { AsyncLocalStorage } from 'node:async_hooks';

const within = new AsyncLocalStorage<boolean>();

let isInstalled = false;

/** Every property of the original stays; only a timer that was set within is told not to keep the process. */
const install = (): void => {
  if (isInstalled) return;
  isInstalled = true;
  globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
    apply: (target, self, args: Parameters<typeof setTimeout>) => {
      const timer = Reflect.apply(target, self, args);
      if (within.getStore() === true) timer.unref();
      return timer;
    },
  });
};

/**
 * Agenda sets a timer of half a lock's lifetime for every run of a job and never clears it: for up to half a minute after
 * the last job had ended, such timers kept a worker's process alive. What `start` sets now keeps nothing alive.
 */
export const withIdleTimers = <Result>(start: () => Result): Result => {
  install();
  return within.run(true, start);
};

/** Our own work in such a place: its timers count again. */
export const withOwnTimers = <Result>(work: () => Result): Result => within.run(false, work);
