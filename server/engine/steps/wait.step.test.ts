import { describe, expect, it } from '@jest/globals';
import { ZodError } from 'zod';
import type { JsonObject } from '../../lib/json.ts';
import { anEnrollment, minutesAfter, noon } from '../../testing/engine/enrollments.ts';
import { aProgram, aWait } from '../../testing/engine/programs.ts';
import type { Enrollment } from '../enrollment.ts';
import { waitStep } from './wait.step.ts';

const at = (iso: string): Date => new Date(iso);
const program = aProgram([aWait('wait', { for: 'PT30M' })]);

interface Asked {
  readonly now?: Date;
  readonly enrollment?: Partial<Enrollment>;
  readonly zone?: string;
  readonly contactZone?: string;
  readonly contact?: JsonObject;
}

const decide = (args: JsonObject, { now = noon, enrollment = {}, zone = 'UTC', ...known }: Asked = {}) =>
  waitStep.decide(args, {
    enrollment: anEnrollment(enrollment),
    program,
    facts: { zone, contact: {}, ...known },
    now,
  });

describe('a wait for a duration', () => {
  it('waits until it has passed', () => {
    expect(decide({ for: 'PT30M' })).toEqual({ kind: 'wait-until', at: minutesAfter(noon, 30) });
  });

  it('goes on with the planned time, not with the time it was noticed', () => {
    expect(decide({ for: 'PT30M' }, { now: minutesAfter(noon, 34) })).toEqual({
      kind: 'next',
      plannedAt: minutesAfter(noon, 30),
    });
  });

  it('goes on at the very moment', () => {
    expect(decide({ for: 'PT30M' }, { now: minutesAfter(noon, 30) }).kind).toBe('next');
  });

  it('counts from the step before, or from entry', () => {
    const enrollment = { anchorAt: noon, plannedAt: minutesAfter(noon, 60) };

    expect(decide({ for: 'PT2H' }, { enrollment })).toMatchObject({ at: minutesAfter(noon, 180) });
    expect(decide({ for: 'PT2H', from: 'entry' }, { enrollment })).toMatchObject({
      at: minutesAfter(noon, 120),
    });
  });

  it('counts months and days in the shop’s zone', () => {
    const anchorAt = at('2026-01-10T09:00:00Z');

    expect(
      decide(
        { for: 'P5M15D', from: 'entry' },
        { now: anchorAt, enrollment: { anchorAt }, zone: 'Europe/Berlin' },
      ),
    ).toEqual({
      kind: 'wait-until',
      at: at('2026-06-25T08:00:00Z'),
    });
  });
});

describe('a wait that is added several times', () => {
  const args = { for: 'P5M15D', from: 'entry', timesVariable: 'quantity', maxTimes: 3 };
  const targetFor = (quantity: JsonObject) => decide(args, { enrollment: { variables: quantity } });

  it.each([
    [1, '2026-08-25T12:00:00Z'],
    [2, '2027-02-09T12:00:00Z'],
    [3, '2027-07-24T12:00:00Z'],
    [7, '2027-07-24T12:00:00Z'],
    [0, '2026-08-25T12:00:00Z'],
    [2.9, '2027-02-09T12:00:00Z'],
  ])('counts a quantity of %s', (quantity, expected) => {
    expect(targetFor({ quantity })).toEqual({ kind: 'wait-until', at: at(expected) });
  });

  it('counts once where the variable is missing or no number', () => {
    expect(targetFor({})).toEqual(targetFor({ quantity: 1 }));
    expect(targetFor({ quantity: 'many' })).toEqual(targetFor({ quantity: 1 }));
  });
});

describe('a wait until a local time', () => {
  it('waits for the first one after the step before', () => {
    expect(decide({ until: { time: '09:00' } }, { zone: 'Europe/Berlin' })).toEqual({
      kind: 'wait-until',
      at: at('2026-03-11T08:00:00Z'),
    });
  });

  it('waits for the weekday', () => {
    expect(decide({ until: { time: '09:00', weekday: 5 } })).toMatchObject({
      at: at('2026-03-13T09:00:00Z'),
    });
  });

  it('does not move on when it is looked at late', () => {
    expect(decide({ until: { time: '09:00' } }, { now: at('2026-03-20T00:00:00Z') })).toEqual({
      kind: 'next',
      plannedAt: at('2026-03-11T09:00:00Z'),
    });
  });
});

describe('a wait until a date', () => {
  it('reads it from the enrollment or from the contact', () => {
    const date = '2026-04-01T10:00:00Z';

    expect(
      decide(
        { untilProperty: { of: 'enrollment', property: 'dueAt' } },
        { enrollment: { variables: { dueAt: date } } },
      ),
    ).toEqual({ kind: 'wait-until', at: at(date) });
    expect(
      decide(
        { untilProperty: { of: 'contact', property: 'next.dueAt' } },
        { contact: { next: { dueAt: date } } },
      ),
    ).toEqual({ kind: 'wait-until', at: at(date) });
  });

  it.each([{}, { dueAt: 'soon' }, { dueAt: 5 }])('fails visibly on %j', (variables) => {
    expect(
      decide({ untilProperty: { of: 'enrollment', property: 'dueAt' } }, { enrollment: { variables } }),
    ).toEqual({
      kind: 'fail',
      reason: 'wait_date_missing',
    });
  });
});

describe('a wait around a date', () => {
  const variables = { dueAt: '2026-05-31', at: '2026-05-31T20:00:00Z' };
  const around = (rest: JsonObject, zone = 'Europe/Berlin') =>
    decide({ untilProperty: { of: 'enrollment', ...rest } }, { enrollment: { variables }, zone });

  it.each<[string, JsonObject, string]>([
    ['begins with the first moment of the day', { property: 'dueAt' }, '2026-05-30T22:00:00Z'],
    ['ends a week before', { property: 'dueAt', before: 'P7D' }, '2026-05-23T22:00:00Z'],
    [
      'ends a month before, on the last day the month has',
      { property: 'dueAt', before: 'P1M' },
      '2026-04-29T22:00:00Z',
    ],
    ['ends a week after', { property: 'dueAt', after: 'P1W' }, '2026-06-06T22:00:00Z'],
    [
      'ends at a local time of that day',
      { property: 'dueAt', before: 'P7D', time: '09:30' },
      '2026-05-24T07:30:00Z',
    ],
    ['takes the day as it is in the zone', { property: 'at', time: '09:00' }, '2026-05-31T07:00:00Z'],
  ])('%s', (_what, rest, expected) => {
    expect(around(rest)).toEqual({ kind: 'wait-until', at: at(expected) });
  });

  it('goes on at once, with the time that was meant, where the date is past', () => {
    expect(around({ property: 'dueAt', before: 'P6M' })).toEqual({
      kind: 'next',
      plannedAt: at('2025-11-29T23:00:00Z'),
    });
  });
});

describe('a wait until the best hour', () => {
  const args = { bestHour: { default: 9 }, zone: 'contact' };
  const contactZone = 'America/New_York';

  it('takes the hour that was learned, on the contact’s clock, and says so', () => {
    const contact = { properties: { bestHour: 19 } };

    expect(decide(args, { contact, contactZone })).toEqual({
      kind: 'wait-until',
      at: at('2026-03-10T23:00:00Z'),
      reason: 'best_hour_learned',
    });
  });

  it.each<JsonObject>([
    {},
    { properties: {} },
    { properties: { bestHour: 24 } },
    { properties: { bestHour: '19' } },
  ])('takes the merchant’s hour where none was learned, and says so: %j', (contact) => {
    expect(decide(args, { contact, contactZone })).toEqual({
      kind: 'wait-until',
      at: at('2026-03-10T13:00:00Z'),
      reason: 'best_hour_default',
    });
  });

  it('is tomorrow when the hour is past', () => {
    expect(decide({ bestHour: { default: 11 } })).toMatchObject({ at: at('2026-03-11T11:00:00Z') });
  });
});

describe('whose calendar it is', () => {
  const asked = { zone: 'Europe/Berlin', contactZone: 'Asia/Tokyo' };

  it.each<[JsonObject, string, string]>([
    [{ until: { time: '09:00' } }, '2026-03-11T08:00:00Z', '2026-03-11T00:00:00Z'],
    [{ until: { time: '09:00', weekday: 1 } }, '2026-03-16T08:00:00Z', '2026-03-16T00:00:00Z'],
    [{ bestHour: { default: 9 } }, '2026-03-11T08:00:00Z', '2026-03-11T00:00:00Z'],
    [{ for: 'P1M' }, '2026-04-10T11:00:00Z', '2026-04-10T12:00:00Z'],
  ])('%j: the shop’s, or the contact’s where that is asked for', (args, shops, contacts) => {
    expect(decide(args, asked)).toMatchObject({ at: at(shops) });
    expect(decide({ ...args, zone: 'contact' }, asked)).toMatchObject({ at: at(contacts) });
  });

  it('is the shop’s where the contact’s is not known', () => {
    const known = { zone: 'Europe/Berlin' };

    expect(decide({ until: { time: '09:00' }, zone: 'contact' }, known)).toMatchObject({
      at: at('2026-03-11T08:00:00Z'),
    });
  });
});

describe('arguments of a wait', () => {
  it('asks for the contact only when it reads it', () => {
    expect(waitStep.needs({ for: 'PT1M' })).toEqual(['zone']);
    for (const args of [
      { untilProperty: { of: 'contact', property: 'x' } },
      { for: 'PT1M', zone: 'contact' },
      { bestHour: { default: 9 } },
    ])
      expect(waitStep.needs(args)).toEqual(['zone', 'contact']);
  });

  it('counts from the step before unless told', () => {
    expect(waitStep.parse({ for: 'PT1M' })).toEqual({ for: 'PT1M', from: 'previous', maxTimes: 3 });
  });

  it.each([
    {},
    { for: 'soon' },
    { for: 'PT1M', from: 'birth' },
    { for: 'PT1M', extra: 1 },
    { until: { time: '25:00' } },
    { until: { time: '09:00', weekday: 8 } },
    { untilProperty: { of: 'shop', property: 'x' } },
    { for: 'PT1M', until: { time: '09:00' } },
    { for: 'PT1M', zone: 'Europe/Berlin' },
    { for: 'P11Y' },
    { bestHour: {} },
    { bestHour: { default: 24 } },
    { bestHour: { default: 9.5 } },
    { untilProperty: { of: 'contact', property: 'x', before: 'P1D', after: 'P1D' } },
    { untilProperty: { of: 'contact', property: 'x', time: '9:00' } },
  ])('refuses %j', (args) => {
    expect(() => waitStep.parse(args)).toThrow(ZodError);
  });
});
