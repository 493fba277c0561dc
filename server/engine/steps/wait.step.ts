import type { DecideInput } from '../step.ts';
import { defineStep } from '../step.ts';
import {
  addDuration,
  atLocalTime,
  durationSchema,
  nextLocalTime,
  readMoment,
  subtractDuration,
} from '../duration.ts';
import { readProperty } from '../property.ts';
import { learnedHourSchema, waitArgs } from './wait-args.ts';
import type { BestHourWait, DateWait, DurationWait, WaitArgs } from './wait-args.ts';

/** Where learning leaves the hour of the day at which a person reads mail. */
const bestHourPath = 'properties.bestHour';

interface Target {
  readonly at: Date;
  readonly reason?: string;
}

const zoneOf = ({ zone }: WaitArgs, { facts }: DecideInput): string =>
  zone === 'contact' ? (facts.contactZone ?? facts.zone) : facts.zone;

const timesOf = (args: DurationWait, { enrollment }: DecideInput): number => {
  if (args.timesVariable === undefined) return 1;
  const wanted = readProperty(enrollment.variables, args.timesVariable);
  if (typeof wanted !== 'number' || !Number.isFinite(wanted)) return 1;
  return Math.min(Math.max(Math.floor(wanted), 1), args.maxTimes);
};

const durationOf = (args: DurationWait, { enrollment }: DecideInput): string => {
  if (args.forVariable === undefined) return args.for;
  const frozen = durationSchema.safeParse(readProperty(enrollment.variables, args.forVariable));
  return frozen.success ? frozen.data : args.for;
};

const durationTarget = (args: DurationWait, input: DecideInput): Target => {
  const { anchorAt, plannedAt } = input.enrollment;
  const start = args.from === 'entry' ? anchorAt : plannedAt;
  const times = timesOf(args, input);
  return { at: addDuration(start, durationOf(args, input), { zone: zoneOf(args, input), times }) };
};

const dateTarget = (args: DateWait, input: DecideInput): Target | undefined => {
  const { of, property, before, after, time } = args.untilProperty;
  const zone = zoneOf(args, input);
  const { facts, enrollment } = input;
  const found = readProperty(of === 'contact' ? facts.contact : enrollment.variables, property);
  const date = typeof found === 'string' ? readMoment(found, zone) : undefined;
  if (date === undefined) return undefined;
  const earlier = before === undefined ? date : subtractDuration(date, before, zone);
  const moved = after === undefined ? earlier : addDuration(earlier, after, { zone });
  return { at: time === undefined ? moved : atLocalTime(moved, time, zone) };
};

const bestHourTarget = (args: BestHourWait, input: DecideInput): Target => {
  const learned = learnedHourSchema.safeParse(readProperty(input.facts.contact, bestHourPath));
  const hour = learned.success ? learned.data : args.bestHour.default;
  const time = `${String(hour).padStart(2, '0')}:00`;
  const at = nextLocalTime(input.enrollment.plannedAt, { time }, zoneOf(args, input));
  return { at, reason: learned.success ? 'best_hour_learned' : 'best_hour_default' };
};

const targetOf = (args: WaitArgs, input: DecideInput): Target | undefined => {
  if ('for' in args) return durationTarget(args, input);
  if ('untilProperty' in args) return dateTarget(args, input);
  if ('bestHour' in args) return bestHourTarget(args, input);
  return { at: nextLocalTime(input.enrollment.plannedAt, args.until, zoneOf(args, input)) };
};

const readsContact = (args: WaitArgs): boolean =>
  args.zone === 'contact' ||
  'bestHour' in args ||
  ('untilProperty' in args && args.untilProperty.of === 'contact');

export const waitStep = defineStep<WaitArgs>({
  key: 'wait',
  args: waitArgs,
  hasArms: false,
  needs: (args) => (readsContact(args) ? ['zone', 'contact'] : ['zone']),
  decide: (args, input) => {
    const target = targetOf(args, input);
    // Never a silent guess: a date that is not there is shown to the merchant as a failure with its reason.
    if (target === undefined) return { kind: 'fail', reason: 'wait_date_missing' };
    if (target.at.getTime() > input.now.getTime()) return { kind: 'wait-until', ...target };
    return { kind: 'next', plannedAt: target.at };
  },
});
