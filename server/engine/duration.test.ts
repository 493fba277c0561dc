import { describe, expect, it } from '@jest/globals';
import {
  addDuration,
  atLocalTime,
  durationSchema,
  nextLocalTime,
  readMoment,
  subtractDuration,
} from './duration.ts';

const zone = 'Europe/Berlin';
const at = (iso: string): Date => new Date(iso);

describe('durations', () => {
  it.each(['PT30M', 'P5M15D', 'P1W', 'PT0S', 'P1DT12H', 'P14D'])('takes %s', (text) => {
    expect(durationSchema.safeParse(text).success).toBe(true);
  });

  it.each(['P10Y', 'P120M', 'P3650D', 'PT0.5H'])('takes %s, ten years at most', (text) => {
    expect(durationSchema.safeParse(text).success).toBe(true);
  });

  it.each(['P11Y', 'P121M', 'P4000D', 'PT1000000H', 'P9007199254740993Y', `PT${'9'.repeat(50)}S`])(
    'refuses %s, which is longer',
    (text) => {
      expect(durationSchema.safeParse(text).success).toBe(false);
    },
  );

  it.each(['30 minutes', '-PT5M', '', 'P', 'PT', 'P1.5M', '5M'])('refuses "%s"', (text) => {
    expect(durationSchema.safeParse(text).success).toBe(false);
  });

  it('adds five months and fifteen days by the calendar', () => {
    expect(addDuration(at('2026-01-10T09:00:00Z'), 'P5M15D', { zone })).toEqual(at('2026-06-25T08:00:00Z'));
  });

  it('keeps the local time across the start of summer time', () => {
    expect(addDuration(at('2026-03-28T11:00:00Z'), 'P1D', { zone })).toEqual(at('2026-03-29T10:00:00Z'));
  });

  it('keeps the local time across its end', () => {
    expect(addDuration(at('2026-10-24T10:00:00Z'), 'P1D', { zone })).toEqual(at('2026-10-25T11:00:00Z'));
  });

  it('adds hours as exact time, whatever the clocks do', () => {
    expect(addDuration(at('2026-03-28T11:00:00Z'), 'PT24H', { zone })).toEqual(at('2026-03-29T11:00:00Z'));
  });

  it('moves a local time that the clocks skip behind the gap', () => {
    expect(addDuration(at('2026-03-28T01:30:00Z'), 'P1D', { zone })).toEqual(at('2026-03-29T01:30:00Z'));
  });

  it('ends on the last day of a month that has fewer', () => {
    expect(addDuration(at('2026-01-31T12:00:00Z'), 'P1M', { zone: 'UTC' })).toEqual(
      at('2026-02-28T12:00:00Z'),
    );
    expect(addDuration(at('2028-01-31T12:00:00Z'), 'P1M', { zone: 'UTC' })).toEqual(
      at('2028-02-29T12:00:00Z'),
    );
  });

  it('counts days after the month has been shortened', () => {
    expect(addDuration(at('2026-09-30T12:00:00Z'), 'P5M15D', { zone: 'UTC' })).toEqual(
      at('2027-03-15T12:00:00Z'),
    );
  });

  it('adds the whole duration as often as told', () => {
    expect(addDuration(at('2026-01-10T12:00:00Z'), 'P5M15D', { zone: 'UTC', times: 2 })).toEqual(
      at('2026-12-10T12:00:00Z'),
    );
  });

  it('subtracts by the same calendar', () => {
    expect(subtractDuration(at('2026-03-29T10:00:00Z'), 'P1D', zone)).toEqual(at('2026-03-28T11:00:00Z'));
  });

  it('depends on the zone: a month ends there, not in Greenwich', () => {
    const start = at('2026-01-30T23:30:00Z');

    expect(addDuration(start, 'P1M', { zone: 'UTC' })).toEqual(at('2026-02-28T23:30:00Z'));
    expect(addDuration(start, 'P1M', { zone: 'Asia/Tokyo' })).toEqual(at('2026-02-27T23:30:00Z'));
  });
});

describe('the next local time', () => {
  it('is today when it is still to come', () => {
    expect(nextLocalTime(at('2026-06-01T05:00:00Z'), { time: '09:00' }, zone)).toEqual(
      at('2026-06-01T07:00:00Z'),
    );
  });

  it('is this very moment when it is just that', () => {
    expect(nextLocalTime(at('2026-06-01T07:00:00Z'), { time: '09:00' }, zone)).toEqual(
      at('2026-06-01T07:00:00Z'),
    );
  });

  it('is tomorrow when it is past', () => {
    expect(nextLocalTime(at('2026-06-01T07:00:01Z'), { time: '09:00' }, zone)).toEqual(
      at('2026-06-02T07:00:00Z'),
    );
  });

  it('waits for the weekday', () => {
    expect(nextLocalTime(at('2026-06-01T08:00:00Z'), { time: '09:00', weekday: 1 }, zone)).toEqual(
      at('2026-06-08T07:00:00Z'),
    );
    expect(nextLocalTime(at('2026-06-01T08:00:00Z'), { time: '09:00', weekday: 3 }, zone)).toEqual(
      at('2026-06-03T07:00:00Z'),
    );
  });

  it('comes right after the gap on the day that skips it', () => {
    expect(nextLocalTime(at('2026-03-28T23:30:00Z'), { time: '02:30' }, zone)).toEqual(
      at('2026-03-29T01:30:00Z'),
    );
  });
});

describe('a local time of a day', () => {
  it('is on the day as it is in the zone', () => {
    expect(atLocalTime(at('2026-06-01T23:30:00Z'), '09:00', zone)).toEqual(at('2026-06-02T07:00:00Z'));
    expect(atLocalTime(at('2026-06-01T23:30:00Z'), '09:00', 'UTC')).toEqual(at('2026-06-01T09:00:00Z'));
  });
});

describe('moments in properties', () => {
  it.each([
    ['2026-06-01T09:00:00Z', '2026-06-01T09:00:00Z'],
    ['2026-06-01T09:00:00+02:00', '2026-06-01T07:00:00Z'],
    ['2026-06-01T09:00', '2026-06-01T07:00:00Z'],
    ['2026-06-01', '2026-05-31T22:00:00Z'],
  ])('reads %s', (text, expected) => {
    expect(readMoment(text, zone)).toEqual(at(expected));
  });

  it.each(['soon', '2026-13-01', ''])('does not read "%s"', (text) => {
    expect(readMoment(text, zone)).toBeUndefined();
  });
});
