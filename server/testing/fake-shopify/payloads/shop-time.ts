import { Temporal } from 'temporal-polyfill';

/** `2026-11-22T18:20:00+01:00`: whole seconds with the shop's offset, as in webhook bodies. */
export const inShopZone = (iso: string, zone: string): string =>
  Temporal.Instant.from(iso)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' });

export const inShopZoneOrNull = (iso: string | null, zone: string): string | null =>
  iso === null ? null : inShopZone(iso, zone);
