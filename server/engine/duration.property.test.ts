import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDuration, nextLocalTime, subtractDuration } from './duration.ts';

// Many runs each; on a machine that is busy they take their time.
jest.setTimeout(120_000);

const hourMs = 3_600_000;
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);
/** To the minute, over leap years and many changes of the clocks. */
const moment = fc
  .integer({ min: Date.parse('2023-01-01') / 60_000, max: Date.parse('2033-01-01') / 60_000 })
  .map((minutes) => new Date(minutes * 60_000));

const local = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);

/** Whether the clocks of the zone change on that day. */
const isOddDay = (at: Temporal.ZonedDateTime): boolean => at.hoursInDay !== 24;

describe('five months and fifteen days', () => {
  it('are five months by the calendar, its end shortened where the month is, then fifteen days', () => {
    fc.assert(
      fc.property(moment, zone, (at, timeZone) => {
        const start = local(at, timeZone);
        const month = start.toPlainDate().with({ day: 1 }).add({ months: 5 });
        const shortened = month.with({ day: Math.min(start.day, month.daysInMonth) });

        const reached = local(addDuration(at, 'P5M15D', { zone: timeZone }), timeZone);

        expect(reached.toPlainDate().toString()).toBe(shortened.add({ days: 15 }).toString());
      }),
    );
  });

  it('end at the time of day they began at, unless the clocks skip it', () => {
    fc.assert(
      fc.property(moment, zone, (at, timeZone) => {
        const reached = local(addDuration(at, 'P5M15D', { zone: timeZone }), timeZone);

        fc.pre(!isOddDay(reached));
        expect(reached.toPlainTime().toString()).toBe(local(at, timeZone).toPlainTime().toString());
      }),
    );
  });

  it('never end before those that began earlier', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 60 * 24 * 40 }), zone, (at, minutes, timeZone) => {
        const later = new Date(at.getTime() + minutes * 60_000);
        const add = (start: Date): number => addDuration(start, 'P5M15D', { zone: timeZone }).getTime();

        // Days at the end of a month fall together, and so may the times of day they come with.
        expect(add(later)).toBeGreaterThan(add(at) - 24 * hourMs);
      }),
    );
  });
});

describe('hours', () => {
  it('are exact in every zone', () => {
    fc.assert(
      fc.property(moment, zone, fc.integer({ min: 0, max: 2000 }), (at, timeZone, hours) => {
        const reached = addDuration(at, `PT${hours}H`, { zone: timeZone });

        expect(reached.getTime() - at.getTime()).toBe(hours * hourMs);
        expect(subtractDuration(reached, `PT${hours}H`, timeZone)).toEqual(at);
      }),
    );
  });
});

describe('the next local time', () => {
  const wall = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  const two = (value: number): string => String(value).padStart(2, '0');

  it('is the first of its kind, never past, within a week and a day', () => {
    const weekday = fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined });
    fc.assert(
      fc.property(moment, zone, wall, weekday, (...[at, timeZone, [hour, minute], day]) => {
        const time = `${two(hour)}:${two(minute)}`;
        const wanted = day === undefined ? { time } : { time, weekday: day };

        const found = nextLocalTime(at, wanted, timeZone);

        const there = local(found, timeZone);
        expect(found.getTime()).toBeGreaterThanOrEqual(at.getTime());
        expect(found.getTime() - at.getTime()).toBeLessThanOrEqual(
          (day === undefined ? 25 : 7 * 24 + 1) * hourMs,
        );
        if (day !== undefined) expect(there.dayOfWeek).toBe(day);
        if (!isOddDay(there)) expect(there.toPlainTime().toString().slice(0, 5)).toBe(time);
      }),
      { numRuns: 500 },
    );
  });
});
