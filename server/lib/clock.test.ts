import { describe, expect, it } from '@jest/globals';
import { createManualClock, monotonicMs, sleep } from './clock.ts';

const noon = new Date('2026-03-01T12:00:00Z');

describe('a manual clock', () => {
  it('stands still until it is moved', () => {
    const clock = createManualClock(noon);

    const first = clock.now();
    clock.advance(60_000);

    expect(first).toEqual(noon);
    expect(clock.now()).toEqual(new Date('2026-03-01T12:01:00Z'));
  });

  it('can be set, also back', () => {
    const clock = createManualClock(noon);

    clock.set(new Date(0));

    expect(clock.now()).toEqual(new Date(0));
  });

  it('gives nobody a hand on its own time', () => {
    const clock = createManualClock(noon);

    clock.now().setFullYear(1999);

    expect(clock.now()).toEqual(noon);
  });
});

describe('sleep', () => {
  it('ends at once when it is told to, before or in the middle', async () => {
    const stop = new AbortController();
    const hourMs = 3_600_000;

    const asleep = sleep(hourMs, stop.signal);
    stop.abort();
    await asleep;
    await sleep(hourMs, stop.signal);

    expect(stop.signal.aborted).toBe(true);
  });
});

describe('monotonicMs', () => {
  it('never goes back', () => {
    const times = Array.from({ length: 1000 }, () => monotonicMs());

    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
