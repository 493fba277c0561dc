import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { monotonicMs, sleep } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';

export interface Counts {
  readonly sent: number;
  readonly skipped: number;
  readonly deferred: number;
}

export interface WinderDeps {
  readonly clock: { now(): Date; offsetMs(): number; setOffset(offsetMs: number): Promise<void> };
  /** True once every delivery is applied and nothing due by now is left, by a worker that has seen this offset. */
  readonly isSettled: (offsetMs: number) => Promise<boolean>;
  /** The next due time or recurring job's time, whichever is earlier; undefined when nothing waits. */
  readonly nextStop: () => Promise<Date | undefined>;
  readonly counts: () => Promise<Counts>;
  /** How long a caller is kept waiting; the winding itself goes on. */
  readonly patienceMs: number;
  /** Between two looks at whether work is settled. */
  readonly pauseMs: number;
}

export interface Winding extends Counts {
  readonly now: string;
}

export interface Winder {
  /** Passes through the time ahead, settling at every stop. Throws `clock_busy` when patience ends first. */
  advance(duration: string): Promise<Winding>;
}

const minuteMs = 60_000;
const fineStopMs = 15 * minuteMs;
const coarseStopMs = 6 * 60 * minuteMs;
const fineForMs = 7 * 24 * 60 * minuteMs;

/** Further than anybody waits, near enough to arrive: winding passes through every day of it. */
const furthest = { years: 5 };

export const windRequest = z.strictObject({ advance: z.string().max(40) });

const later = (now: Date, duration: string): number => {
  try {
    const length = Temporal.Duration.from(duration);
    if (length.sign < 0) throw new RangeError('time does not run backwards here');
    const start = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC');
    const end = start.add(length).epochMilliseconds;
    if (end > start.add(furthest).epochMilliseconds) throw new RangeError('too far ahead');
    return end;
  } catch (cause) {
    throw new EncoreError('request_invalid', {
      fields: { advance: 'expected an ISO 8601 duration of at most five years, e.g. PT31M' },
      cause,
    });
  }
};

/** Stops come no closer than 15 minutes, beyond a week no closer than 6 hours, so that half a year stays affordable. */
const stopAfter = (
  from: number,
  next: Date | undefined,
  way: { startedAt: number; target: number },
): number => {
  const gapMs = from - way.startedAt < fineForMs ? fineStopMs : coarseStopMs;
  return Math.min(way.target, Math.max(next?.getTime() ?? way.target, from + gapMs));
};

/** Two quiet looks in a row: a delivery may be on its way between the inbox and the turns. */
const settle = async (deps: WinderDeps): Promise<void> => {
  let quiet = 0;
  while (quiet < 2) {
    quiet = (await deps.isSettled(deps.clock.offsetMs())) ? quiet + 1 : 0;
    if (quiet < 2) await sleep(deps.pauseMs);
  }
};

const passThrough = async (deps: WinderDeps, duration: string): Promise<Winding> => {
  const target = later(deps.clock.now(), duration);
  const before = await deps.counts();
  await settle(deps);
  const startedAt = deps.clock.now().getTime();
  let at = startedAt;
  while (at < target) {
    const stop = stopAfter(at, await deps.nextStop(), { startedAt, target });
    await deps.clock.setOffset(deps.clock.offsetMs() + stop - deps.clock.now().getTime());
    await settle(deps);
    at = Math.max(stop, deps.clock.now().getTime());
  }
  const after = await deps.counts();
  return {
    now: deps.clock.now().toISOString(),
    sent: after.sent - before.sent,
    skipped: after.skipped - before.skipped,
    deferred: after.deferred - before.deferred,
  };
};

/** Winds the demo's clock. One winding at a time; a second caller's begins when the first has arrived. */
export const createWinder = (deps: WinderDeps): Winder => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    advance: async (duration) => {
      later(deps.clock.now(), duration);
      const startedMs = monotonicMs();
      const winding = last.then(() => passThrough(deps, duration));
      last = winding.catch(() => undefined);
      const impatience = new AbortController();
      const remainingMs = deps.patienceMs - (monotonicMs() - startedMs);
      const busy = sleep(remainingMs, impatience.signal).then((): Winding => {
        throw new EncoreError('clock_busy');
      });
      try {
        return await Promise.race([winding, busy]);
      } finally {
        busy.catch(() => undefined);
        impatience.abort();
      }
    },
  };
};
