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

export interface QuietShop {
  readonly zone: string;
  readonly quietHours?: { readonly from: string; readonly to: string } | undefined;
}

/** Until when mail that is due then is put off; undefined outside quiet hours. */
export const quietUntil = ({ zone, quietHours: hours }: QuietShop, at: Date): Date | undefined => {
  if (hours === undefined || hours.from === hours.to || !isWithin(localTime(at, zone), hours))
    return undefined;
  return nextLocalTime(at, { time: hours.to }, zone);
};

/** Local to the shop; 22:00 to 07:00 goes past midnight, equal ends mean none. */
export const quietHours: Clause = {
  key: 'quiet-hours',
  ask: ({ kind, shop, now }) => {
    if (kind === 'transactional') return { pass: true, saw: kind };
    if (shop.quietHours === undefined) return { pass: true };
    const saw = localTime(now, shop.zone);
    const until = quietUntil(shop, now);
    return until === undefined ? { pass: true, saw } : { pass: false, reason: 'quiet_hours', until, saw };
  },
};
