import { z } from 'zod';
import { nextLocalTime } from '../../engine/duration.ts';
import { defineStep } from '../../engine/step.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:MM');

const officeHours = z
  .strictObject({ from: localTime, to: localTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be later than from' });

/** Goes on while the shop's office is open, else waits until it opens. */
export const officeHoursStep = defineStep<z.infer<typeof officeHours>>({
  key: 'office-hours',
  args: officeHours,
  hasArms: false,
  needs: () => ['zone'],
  decide: ({ from, to }, { enrollment: { plannedAt }, facts, now }) => {
    const opens = nextLocalTime(plannedAt, { time: from }, facts.zone);
    const closes = nextLocalTime(plannedAt, { time: to }, facts.zone);
    const isOpen = closes.getTime() < opens.getTime();
    if (isOpen) return { kind: 'next' };
    return opens.getTime() > now.getTime()
      ? { kind: 'wait-until', at: opens }
      : { kind: 'next', plannedAt: opens };
  },
});
