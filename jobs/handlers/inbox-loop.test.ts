import { describe, expect, it } from '@jest/globals';
import { createAlarm } from '../../server/lib/alarm.ts';
import { EncoreError } from '../../server/lib/errors.ts';
import type { Applier } from '../../server/shop/inbox/apply.ts';
import { inboxLoop } from './inbox-loop.ts';

/** Applies what each look finds, and stops the loop at the last. */
const applierOf = (found: readonly number[], stop: AbortController) => {
  let looks = 0;
  return {
    looks: () => looks,
    applyBatch: async (): Promise<number> => {
      const applied = found[looks] ?? 0;
      looks += 1;
      if (looks >= found.length) stop.abort();
      return applied;
    },
  };
};

const deps = (applier: Applier, onApplied: () => unknown = () => undefined, alarm = createAlarm()) => ({
  applier,
  onApplied: () => void onApplied(),
  alarm,
});

describe('the inbox loop', () => {
  it('wakes whoever may have something to do after each batch that held something', async () => {
    const stop = new AbortController();
    let woken = 0;

    await inboxLoop(
      deps(applierOf([3, 0, 2], stop), () => (woken += 1)),
      stop.signal,
    );

    expect(woken).toBe(2);
  });

  it('ends when it is told to, also in the middle of a pause', async () => {
    const stop = new AbortController();
    const applier = applierOf([0, 0, 0, 0, 0], new AbortController());

    const ended = inboxLoop(deps(applier), stop.signal);
    stop.abort();
    await ended;

    expect(applier.looks()).toBe(1);
  });

  it('does not look at all once it was stopped', async () => {
    const applier = applierOf([1], new AbortController());

    await inboxLoop(deps(applier), AbortSignal.abort());

    expect(applier.looks()).toBe(0);
  });

  it('passes a failure on, for Agenda starts it again', async () => {
    const applier = {
      applyBatch: async (): Promise<number> => {
        throw new EncoreError('database_unreachable');
      },
    };

    const loop = inboxLoop(deps(applier), new AbortController().signal);

    await expect(loop).rejects.toMatchObject({ code: 'database_unreachable' });
  });

  it('looks again at once when somebody waits for a delivery', async () => {
    const stop = new AbortController();
    const alarm = createAlarm();
    let rings = 0;
    const applier: Applier = {
      applyBatch: () => {
        rings += 1;
        if (rings === 1_000) stop.abort();
        else alarm.wake();
        return Promise.resolve(0);
      },
    };

    await inboxLoop(deps(applier, undefined, alarm), stop.signal);

    // With its own pauses in between it would have taken minutes.
    expect(rings).toBe(1_000);
  });
});
