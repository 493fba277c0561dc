import { z } from 'zod';
import { durationSchema } from '../duration.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:MM');

/** Whose calendar it is; the shop's unless told, and where the contact's is not known. */
const zone = z.enum(['shop', 'contact']).exactOptional();

const path = z.string().min(1).max(200);

const durationWait = z.strictObject({
  for: durationSchema,
  /** A duration frozen at entry that takes the place of `for` where the enrollment carries one. */
  forVariable: path.exactOptional(),
  /** `previous` is the planned time of the step before, so nothing drifts; `entry` is the anchor. */
  from: z.enum(['previous', 'entry']).default('previous'),
  /** A number frozen at entry: the duration is added that many times. */
  timesVariable: path.exactOptional(),
  maxTimes: z.int().min(1).max(24).default(3),
  zone,
});

const localTimeWait = z.strictObject({
  until: z.strictObject({ time: localTime, weekday: z.int().min(1).max(7).exactOptional() }),
  zone,
});

const dateWait = z.strictObject({
  untilProperty: z
    .strictObject({
      of: z.enum(['enrollment', 'contact']),
      property: path,
      /** So long before the date, or after it. */
      before: durationSchema.exactOptional(),
      after: durationSchema.exactOptional(),
      /** On that day, but at this local time. */
      time: localTime.exactOptional(),
    })
    .refine(({ before, after }) => before === undefined || after === undefined, {
      path: ['after'],
      message: 'can not stand beside before',
    }),
  zone,
});

const hour = z.int().min(0).max(23);

const bestHourWait = z.strictObject({
  /** The merchant's hour, for people of whom none was learned. */
  bestHour: z.strictObject({ default: hour }),
  zone,
});

export const waitArgs = z.union([durationWait, localTimeWait, dateWait, bestHourWait]);

export type WaitArgs = z.infer<typeof waitArgs>;
export type DurationWait = z.infer<typeof durationWait>;
export type DateWait = z.infer<typeof dateWait>;
export type BestHourWait = z.infer<typeof bestHourWait>;
export const learnedHourSchema = hour;
