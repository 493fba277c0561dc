import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localIn, momentIn } from './zoned-moment.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

describe('a local time in the shop’s zone', () => {
  it.each([
    ['2026-03-27T17:10', 'Europe/Berlin', '2026-03-27T16:10:00.000Z'],
    ['2026-07-01T17:10', 'Europe/Berlin', '2026-07-01T15:10:00.000Z'],
    ['2026-07-01T00:05', 'America/New_York', '2026-07-01T04:05:00.000Z'],
    // The clocks go from 2:00 to 3:00.
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    // They show 2:30 twice.
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['2026-06-05T17:10', 'UTC', '2026-06-05T17:10:00.000Z'],
  ])('%s in %s is %s', (local, zone, moment) => {
    expect(momentIn(local, zone)?.toISOString()).toBe(moment);
  });

  it.each(['', 'friday', '2026-13-01T00:00'])('is none where it reads %j', (local) => {
    expect(momentIn(local, 'UTC')).toBeUndefined();
  });

  it('leads to a moment that the clocks there show so, or to one right behind a gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        (zone, at) => {
          const local = localIn(at.toISOString(), zone);
          const back = momentIn(local, zone);
          expect(back === undefined ? '' : localIn(back.toISOString(), zone)).toBe(local);
          // The same minute, unless the clocks show it twice.
          const apart = Math.floor(at.getTime() / 60_000) - Math.floor((back?.getTime() ?? 0) / 60_000);
          expect([0, 30, 60]).toContain(apart);
        },
      ),
    );
  });
});
