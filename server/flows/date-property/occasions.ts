import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { durationSchema } from '../../engine/duration.ts';

/** Whole days and more: the time of day is said by `time`. */
const daysSchema = durationSchema.refine((text) => !text.includes('T'), 'must be whole days, e.g. P7D');

export const dateArgs = z.strictObject({
  /** A property that flows have set, under `properties`: a date, or a moment that begins with one. */
  property: z.string().regex(/^properties\.[A-Za-z][\w-]{0,63}$/, 'must be one such as properties.birthday'),
  /** Comes again every year, as birthdays do. */
  yearly: z.boolean().default(true),
  /** How far from the date. */
  shift: daysSchema.default('P0D'),
  side: z.enum(['before', 'after']).default('before'),
  /** Local time in the shop's zone. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:MM')
    .default('09:00'),
});

export type DateArgs = z.infer<typeof dateArgs>;

export interface DateOccasion {
  /** The year of the date itself; empty for one that comes once. */
  readonly occurrence: string;
  readonly at: Date;
}

const readDate = (text: string): Temporal.PlainDate | undefined => {
  try {
    return Temporal.PlainDate.from(text.slice(0, 10));
  } catch {
    return undefined;
  }
};

const momentOf = (date: Temporal.PlainDate, { shift, side, time }: DateArgs, zone: string): Date => {
  const days = Temporal.Duration.from(shift);
  const moved = side === 'before' ? date.subtract(days) : date.add(days);
  const plainTime = Temporal.PlainTime.from(time);
  return new Date(moved.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds);
};

/**
 * When a date is due around `now`: for one that comes every year, in the year before, this one and the next. 29 February
 * is kept on 28 February in years without it, as all of our calendar arithmetic does with a day that a month lacks.
 */
export const dateOccasions = (
  text: string,
  args: DateArgs,
  { now, zone }: { readonly now: Date; readonly zone: string },
): readonly DateOccasion[] => {
  const date = readDate(text);
  if (date === undefined) return [];
  if (!args.yearly) return [{ occurrence: '', at: momentOf(date, args, zone) }];
  const { year } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  return [year - 1, year, year + 1]
    .filter((each) => each >= date.year)
    .map((each) => ({ occurrence: String(each), at: momentOf(date.with({ year: each }), args, zone) }));
};

/** The dates, as `MM-DD`, that can be due between two moments: what a nightly look asks the database for. */
export const daysDueBetween = (
  args: DateArgs,
  { from, until, zone }: { readonly from: Date; readonly until: Date; readonly zone: string },
): readonly string[] => {
  const back = { ...args, side: args.side === 'before' ? 'after' : 'before' } as const;
  const dayOf = (at: Date): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const first = dayOf(momentOf(dayOf(from), back, zone)).subtract({ days: 3 });
  const last = dayOf(momentOf(dayOf(until), back, zone)).add({ days: 3 });
  const days: string[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    days.push(day.toString().slice(5));
    if (day.month === 2 && day.day === 28) days.push('02-29');
  }
  return [...new Set(days)];
};
