import { monotonicMs, sleep } from '../lib/clock.ts';
import { EncoreError } from '../lib/errors.ts';

/** Waits for something another process does. The limit only decides how long a failure takes. */
export const eventually = async (
  holds: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> => {
  const deadline = monotonicMs() + limitMs;
  while (!(await holds())) {
    if (monotonicMs() > deadline) throw new EncoreError('internal_error', { message: 'it did not happen' });
    await sleep(20);
  }
};
