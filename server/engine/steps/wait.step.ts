import { z } from 'zod';
import type { DecideInput } from '../step.ts';
import { defineStep } from '../step.ts';
import { addDuration, durationSchema, nextLocalTime, readMoment } from '../duration.ts';
import { readProperty } from '../property.ts';

const durationWait = z.strictObject({
  for: durationSchema,
  /** A duration frozen at entry that takes the place of `for` where the enrollment carries one. */
  forVariable: z.string().min(1).exactOptional(),
  /** `previous` is the planned time of the step before, so nothing drifts; `entry` is the anchor. */
  from: z.enum(['previous', 'entry']).default('previous'),
  /** A number frozen at entry: the duration is added that many times. */
  timesVariable: z.string().min(1).exactOptional(),
  maxTimes: z.int().min(1).max(24).default(3),
});

const localTimeWait = z.strictObject({
  until: z.strictObject({
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:MM'),
    weekday: z.int().min(1).max(7).exactOptional(),
  }),
});

const propertyWait = z.strictObject({
  untilProperty: z.strictObject({ of: z.enum(['enrollment', 'contact']), property: z.string().min(1) }),
});

const waitArgs = z.union([durationWait, localTimeWait, propertyWait]);
type WaitArgs = z.infer<typeof waitArgs>;

const timesOf = (args: z.infer<typeof durationWait>, { enrollment }: DecideInput): number => {
  if (args.timesVariable === undefined) return 1;
  const wanted = readProperty(enrollment.variables, args.timesVariable);
  if (typeof wanted !== 'number' || !Number.isFinite(wanted)) return 1;
  return Math.min(Math.max(Math.floor(wanted), 1), args.maxTimes);
};

const durationOf = (args: z.infer<typeof durationWait>, { enrollment }: DecideInput): string => {
  if (args.forVariable === undefined) return args.for;
  const frozen = durationSchema.safeParse(readProperty(enrollment.variables, args.forVariable));
  return frozen.success ? frozen.data : args.for;
};

const targetOf = (args: WaitArgs, input: DecideInput): Date | undefined => {
  const { enrollment, facts } = input;
  if ('for' in args) {
    const start = args.from === 'entry' ? enrollment.anchorAt : enrollment.plannedAt;
    return addDuration(start, durationOf(args, input), { zone: facts.zone, times: timesOf(args, input) });
  }
  if ('until' in args) return nextLocalTime(enrollment.plannedAt, args.until, facts.zone);
  const { of, property } = args.untilProperty;
  const moment = readProperty(of === 'contact' ? facts.contact : enrollment.variables, property);
  return typeof moment === 'string' ? readMoment(moment, facts.zone) : undefined;
};

const readsContact = (args: WaitArgs): boolean =>
  'untilProperty' in args && args.untilProperty.of === 'contact';

export const waitStep = defineStep<WaitArgs>({
  key: 'wait',
  args: waitArgs,
  hasArms: false,
  needs: (args) => (readsContact(args) ? ['zone', 'contact'] : ['zone']),
  decide: (args, input) => {
    const target = targetOf(args, input);
    // Never a silent guess: a date that is not there is shown to the merchant as a failure with its reason.
    if (target === undefined) return { kind: 'fail', reason: 'wait_date_missing' };
    if (target.getTime() > input.now.getTime()) return { kind: 'wait-until', at: target };
    return { kind: 'next', plannedAt: target };
  },
});
