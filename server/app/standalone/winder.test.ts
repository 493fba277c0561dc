import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../lib/clock.ts';
import { createWinder } from './winder.ts';
import type { WinderDeps } from './winder.ts';

const start = new Date('2026-03-01T12:00:00Z');
const minuteMs = 60_000;

interface World {
  readonly deps: WinderDeps;
  readonly stops: string[];
  release(): void;
}

/** A world with mails due at the given minutes; a look at it sends what is due. */
const worldWith = (
  dueAtMinutes: readonly number[],
  options: { patienceMs?: number; stuck?: boolean } = {},
): World => {
  const clock = createManualClock(start);
  let offsetMs = 0;
  let waiting = dueAtMinutes.map((minutes) => start.getTime() + minutes * minuteMs).toSorted((a, b) => a - b);
  let sent = 0;
  let stuck = options.stuck === true;
  const stops: string[] = [];
  return {
    stops,
    release: () => {
      stuck = false;
    },
    deps: {
      clock: {
        now: clock.now,
        offsetMs: () => offsetMs,
        setOffset: async (next) => {
          clock.advance(next - offsetMs);
          offsetMs = next;
          stops.push(clock.now().toISOString());
        },
      },
      isSettled: async () => {
        if (stuck) return false;
        const due = waiting.filter((at) => at <= clock.now().getTime());
        waiting = waiting.filter((at) => at > clock.now().getTime());
        sent += due.length;
        return due.length === 0;
      },
      nextStop: async () => (waiting[0] === undefined ? undefined : new Date(waiting[0])),
      counts: async () => ({ sent, skipped: 0, deferred: 0 }),
      patienceMs: options.patienceMs ?? 10_000,
      pauseMs: 0,
    },
  };
};

describe('winding the clock', () => {
  it('stops at the due time on the way, then arrives', async () => {
    const world = worldWith([30]);

    const winding = await createWinder(world.deps).advance('PT31M');

    expect(world.stops).toEqual(['2026-03-01T12:30:00.000Z', '2026-03-01T12:31:00.000Z']);
    expect(winding).toEqual({ now: '2026-03-01T12:31:00.000Z', sent: 1, skipped: 0, deferred: 0 });
  });

  it('settles without moving when asked for no time at all', async () => {
    const world = worldWith([0]);

    const winding = await createWinder(world.deps).advance('PT0S');

    expect(world.stops).toEqual([]);
    expect(winding.sent).toBe(1);
  });

  it('comes to rest no closer than every 15 minutes', async () => {
    const world = worldWith([30, 31, 32, 50]);

    await createWinder(world.deps).advance('PT1H');

    expect(world.stops.map((at) => at.slice(11, 16))).toEqual(['12:30', '12:45', '13:00']);
  });

  it('takes steps of six hours once a week has passed', async () => {
    const hourly = Array.from({ length: 24 * 9 }, (_, hour) => hour * 60);
    const world = worldWith(hourly);

    await createWinder(world.deps).advance('P9D');

    const gaps = world.stops
      .map((at) => Date.parse(at))
      .map((at, index, all) => at - (all[index - 1] ?? start.getTime()));
    expect(gaps.slice(0, 168).every((gap) => gap === 60 * minuteMs)).toBe(true);
    expect(gaps.slice(168, -1).every((gap) => gap === 6 * 60 * minuteMs)).toBe(true);
  });

  it('counts calendar months', async () => {
    const winding = await createWinder(worldWith([]).deps).advance('P6M');

    expect(winding.now).toBe('2026-09-01T12:00:00.000Z');
  });

  it('runs one winding after the other', async () => {
    const world = worldWith([]);
    const winder = createWinder(world.deps);

    const [first, second] = await Promise.all([winder.advance('PT1H'), winder.advance('PT1H')]);

    expect([first.now, second.now]).toEqual(['2026-03-01T13:00:00.000Z', '2026-03-01T14:00:00.000Z']);
  });

  it.each(['', 'tomorrow', '-PT5M', '5.5 months', 'P1000Y'])(
    'refuses %p with the field named',
    async (duration) => {
      await expect(createWinder(worldWith([]).deps).advance(duration)).rejects.toMatchObject({
        code: 'request_invalid',
        fields: { advance: expect.stringContaining('ISO 8601') },
      });
    },
  );

  it('answers clock_busy when work takes longer than its patience', async () => {
    const world = worldWith([1], { stuck: true, patienceMs: 30 });

    const answer = createWinder(world.deps).advance('PT5M');

    await expect(answer).rejects.toMatchObject({ code: 'clock_busy', status: 504 });
    world.release();
  });
});
