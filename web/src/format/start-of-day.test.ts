import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayAfter, dayIn, isDay, startOfDay } from './start-of-day.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Auckland',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
];

describe('a day in a zone', () => {
  it.each([
    ['2026-06-01', 'UTC', '2026-06-01T00:00:00.000Z'],
    ['2026-06-01', 'Europe/Berlin', '2026-05-31T22:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
    ['2026-06-01', 'Asia/Kolkata', '2026-05-31T18:30:00.000Z'],
    // The clocks go from midnight to one there: the day begins at one.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, begins) => {
    expect(startOfDay(day, zone).toISOString()).toBe(begins);
  });

  it('begins with its first moment: a millisecond before is the day before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4000 }), (zone, days) => {
        const day = dayAfter('2020-01-01', days);
        const begins = startOfDay(day, zone).getTime();

        expect([dayIn(begins, zone), dayIn(begins - 1, zone)]).toEqual([day, dayAfter(day, -1)]);
      }),
    );
  });

  it.each([
    ['2026-02-28', true],
    ['2026-13-01', false],
    ['today', false],
    ['', false],
  ])('%j is one: %j', (text, is) => {
    expect(isDay(text)).toBe(is);
  });
});
