import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const parsed = (text: string): Temporal.Duration | undefined => {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return undefined;
  }
};

const isForward = (text: string): boolean => (parsed(text)?.sign ?? -1) >= 0 && !text.startsWith('-');

const longestDays = 3660;

const isBounded = (text: string): boolean => {
  try {
    return (parsed(text)?.total({ unit: 'days', relativeTo: '2026-01-01' }) ?? 0) <= longestDays;
  } catch {
    return false;
  }
};

/** An ISO 8601 duration of ten years at most that does not go back in time, e.g. `PT30M`, `P5M15D`. */
export const durationSchema = z
  .string()
  .max(40)
  .refine(isForward, { message: 'must be an ISO 8601 duration such as PT30M or P5M15D', abort: true })
  .refine(isBounded, 'must be ten years at most');

const toZoned = (at: Date, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

const toDate = (at: Temporal.ZonedDateTime): Date => new Date(at.epochMilliseconds);

/**
 * Calendar arithmetic in the zone: months first (a day that the month lacks becomes its last), then weeks and days at the
 * same local time, then hours and less as exact time. `times` adds the whole duration again, each from where the last ended.
 */
export const addDuration = (
  at: Date,
  duration: string,
  { zone, times = 1 }: { zone: string; times?: number },
): Date => {
  const step = Temporal.Duration.from(duration);
  let reached = toZoned(at, zone);
  for (let done = 0; done < times; done += 1) reached = reached.add(step);
  return toDate(reached);
};

export const subtractDuration = (at: Date, duration: string, zone: string): Date =>
  toDate(toZoned(at, zone).subtract(Temporal.Duration.from(duration)));

export interface LocalTime {
  /** `HH:MM`. */
  readonly time: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday?: number;
}

/** The first such local time at or after `at`; a time that the clocks skip is the moment right after the gap. */
export const nextLocalTime = (at: Date, { time, weekday }: LocalTime, zone: string): Date => {
  const start = toZoned(at, zone);
  const wall = Temporal.PlainTime.from(time);
  for (let days = 0; days <= 7; days += 1) {
    const day = start.toPlainDate().add({ days });
    if (weekday !== undefined && day.dayOfWeek !== weekday) continue;
    const candidate = day.toZonedDateTime({ timeZone: zone, plainTime: wall });
    if (candidate.epochMilliseconds >= at.getTime()) return toDate(candidate);
  }
  return toDate(start.add({ days: 7 }));
};

/** The same day in the zone, at the local time `HH:MM`. */
export const atLocalTime = (at: Date, time: string, zone: string): Date => {
  const day = toZoned(at, zone).toPlainDate();
  return toDate(day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }));
};

/** An instant, a local date-time, or a date (its first moment) in the zone; undefined when it is none of these. */
export const readMoment = (text: string, zone: string): Date | undefined => {
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return new Date(Temporal.Instant.from(text).epochMilliseconds);
    if (text.includes('T')) return toDate(Temporal.PlainDateTime.from(text).toZonedDateTime(zone));
    return toDate(Temporal.PlainDate.from(text).toZonedDateTime(zone));
  } catch {
    return undefined;
  }
};
