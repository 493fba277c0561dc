import { Temporal } from 'temporal-polyfill';
import { nextLocalTime } from '../../engine/duration.ts';
import type { Clause } from './clause.ts';

const localTime = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString()
    .slice(0, 5);

const isWithin = (time: string, { from, to }: { from: string; to: string }): boolean =>
  from <= to ? from <= time && time < to : from <= time || time < to;

/** Local to the shop; 22:00 to 07:00 goes past midnight, equal ends mean none. */
export const quietHours: Clause = {
  key: 'quiet-hours',
  ask: ({ kind, shop, now }) => {
    if (kind === 'transactional') return { pass: true, saw: kind };
    if (shop.quietHours === undefined) return { pass: true };
    const time = localTime(now, shop.zone);
    if (shop.quietHours.from === shop.quietHours.to || !isWithin(time, shop.quietHours))
      return { pass: true, saw: time };
    const until = nextLocalTime(now, { time: shop.quietHours.to }, shop.zone);
    return { pass: false, reason: 'quiet_hours', until, saw: time };
  },
};
