import { monotonicMs } from '../../../lib/clock.ts';

/** Says what is being done, and every five seconds that it still is. */
export const withProgress = async <Value>(
  what: string,
  say: (line: string) => void,
  work: () => Promise<Value>,
): Promise<Value> => {
  const startedAt = monotonicMs();
  say(what);
  const timer = setInterval(() => {
    say(`  still ${what} (${Math.round((monotonicMs() - startedAt) / 1000)} s)`);
  }, 5_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
