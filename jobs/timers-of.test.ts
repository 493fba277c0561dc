import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { sleep } from '../server/lib/clock.ts';
import { withIdleTimers, withOwnTimers } from './timers-of.ts';

const minuteMs = 60_000;

/** Whether a timer set there keeps the process. */
const isKept = (): boolean => {
  const timer = setTimeout(() => undefined, minuteMs);
  const kept = timer.hasRef();
  clearTimeout(timer);
  return kept;
};

describe('timers of a library that never clears them', () => {
  it('keep no process alive, also those it sets much later', async () => {
    const later = withIdleTimers(async () => {
      const first = isKept();
      await sleep(5);
      return [first, isKept()];
    });

    expect(await later).toEqual([false, false]);
  });

  it('are told apart from our own, inside and outside', () => {
    const inside = withIdleTimers(() => withOwnTimers(isKept));

    expect([inside, isKept()]).toEqual([true, true]);
  });

  it('still run, and promisify still knows them', async () => {
    const ran = await withIdleTimers(
      () => new Promise<string>((resolve) => void setTimeout(() => resolve('ran'), 5)),
    );

    expect(ran).toBe('ran');
    expect(await promisify(setTimeout)(1, 'said')).toBe('said');
  });
});
