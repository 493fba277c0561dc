import { describe, expect, it } from '@jest/globals';
import { createAlarm } from './alarm.ts';

/** Longer than any test may take: only a ring or the signal can end it. */
const forEver = 3_600_000;

describe('an alarm', () => {
  const signal = new AbortController().signal;

  it('ends the rest that is under way', async () => {
    const alarm = createAlarm();
    const rest = alarm.rest(forEver, signal);

    alarm.wake();

    await expect(rest).resolves.toBeUndefined();
  });

  it('ends the next rest before it begins when it rang in between, once', async () => {
    const alarm = createAlarm();
    alarm.wake();
    alarm.wake();
    await alarm.rest(forEver, signal);
    let isOver = false;

    const second = alarm.rest(forEver, signal).then(() => (isOver = true));
    await new Promise((resolve) => setImmediate(resolve));
    const wasOver = isOver;
    alarm.wake();
    await second;

    expect(wasOver).toBe(false);
  });

  it('lets itself be slept out', async () => {
    await expect(createAlarm().rest(1, signal)).resolves.toBeUndefined();
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    const rest = createAlarm().rest(forEver, stop.signal);

    stop.abort();

    await expect(rest).resolves.toBeUndefined();
  });
});
