import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dateArgs, dateOccasions, daysDueBetween } from './occasions.ts';

const birthday = dateArgs.parse({ property: 'properties.birthday', shift: 'P0D', time: '09:00' });
const zone = 'Europe/Berlin';
const inMarch = { now: new Date('2026-03-02T10:00:00Z'), zone };

const times = (text: string, args = birthday, at = inMarch) =>
  dateOccasions(text, args, at).map((one) => [one.occurrence, one.at.toISOString()]);

describe('a date of a person', () => {
  it('comes every year at the local time, by the year of the date itself', () => {
    expect(times('1990-07-04')).toEqual([
      ['2025', '2025-07-04T07:00:00.000Z'],
      ['2026', '2026-07-04T07:00:00.000Z'],
      ['2027', '2027-07-04T07:00:00.000Z'],
    ]);
  });

  it('is on 28 February in years that have no 29th', () => {
    expect(times('2000-02-29', birthday, { ...inMarch, now: new Date('2027-06-01T00:00:00Z') })).toEqual([
      ['2026', '2026-02-28T08:00:00.000Z'],
      ['2027', '2027-02-28T08:00:00.000Z'],
      ['2028', '2028-02-29T08:00:00.000Z'],
    ]);
  });

  it('is written of days before, in the year before where need be, and keeps its own year', () => {
    const weekBefore = { ...birthday, shift: 'P7D', side: 'before' } as const;

    expect(times('1990-01-03', weekBefore)[1]).toEqual(['2026', '2025-12-27T08:00:00.000Z']);
  });

  it('is written of days after', () => {
    const dayAfter = { ...birthday, shift: 'P1D', side: 'after' } as const;

    expect(times('1990-12-31', dayAfter)[1]).toEqual(['2026', '2027-01-01T08:00:00.000Z']);
  });

  it('comes once where it is no anniversary', () => {
    expect(times('2026-05-01T18:00:00Z', { ...birthday, yearly: false })).toEqual([
      ['', '2026-05-01T07:00:00.000Z'],
    ]);
  });

  it('has no anniversary before it', () => {
    expect(times('2026-01-05').map(([year]) => year)).toEqual(['2026', '2027']);
  });

  it.each(['', 'soon', '1990-13-01', '04.07.1990'])('is none when it is written %p', (text) => {
    expect(times(text)).toEqual([]);
  });
});

describe('what a nightly look asks for', () => {
  it('misses nobody who is due between two moments', () => {
    const start = Date.parse('2024-01-01T00:00:00Z');
    const asked = fc.property(
      fc.record({
        born: fc.integer({ min: 0, max: 40 * 365 }),
        at: fc.integer({ min: 0, max: 4 * 365 * 24 }),
        shift: fc.constantFrom('P0D', 'P1D', 'P7D', 'P30D', 'P1M'),
        side: fc.constantFrom('before' as const, 'after' as const),
        zone: fc.constantFrom('Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles'),
      }),
      ({ born, at, shift, side, zone: own }) => {
        const text = new Date(Date.parse('1980-01-01T00:00:00Z') + born * 86_400_000).toISOString();
        const from = new Date(start + at * 3_600_000);
        const until = new Date(from.getTime() + 2 * 86_400_000);
        const args = { ...birthday, shift, side };
        const isDue = dateOccasions(text, args, { now: from, zone: own }).some(
          (one) => one.at > from && one.at <= until,
        );
        return !isDue || daysDueBetween(args, { from, until, zone: own }).includes(text.slice(5, 10));
      },
    );

    const { failed, numRuns } = fc.check(asked, { numRuns: 400 });

    expect([failed, numRuns]).toEqual([false, 400]);
  });

  it('asks for the 29th with the 28th', () => {
    const from = new Date('2027-02-27T00:00:00Z');
    const until = new Date('2027-03-01T00:00:00Z');

    expect(daysDueBetween(birthday, { from, until, zone })).toEqual(
      expect.arrayContaining(['02-28', '02-29']),
    );
  });
});

describe('its arguments', () => {
  it.each([
    [{ property: 'birthday' }],
    [{ property: 'properties.a.b' }],
    [{ property: 'properties.birthday', time: '25:00' }],
    [{ property: 'properties.birthday', shift: 'PT5H' }],
    [{ property: 'properties.birthday', shift: '-P1D' }],
    [{ property: 'properties.birthday', every: 'year' }],
  ])('are not %j', (args) => {
    expect(dateArgs.safeParse(args).success).toBe(false);
  });
});
