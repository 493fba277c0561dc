import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Contact } from '../shop/contact.ts';

const zonesSchema = z.array(z.string()).catch([]);

/** What this Node knows and its type does not. */
const zonesOf = (countryCode: string): readonly string[] => {
  const region = new Intl.Locale('und', { region: countryCode });
  const read: unknown = Reflect.get(region, 'getTimeZones');
  return zonesSchema.parse(typeof read === 'function' ? Reflect.apply(read, region, []) : []);
};

const offsetIn = (zone: string, day: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).offsetNanoseconds;

/** One clock on every wall of the country, in winter and in summer. */
const tickAlike = (zones: readonly string[]): boolean =>
  ['2026-01-15', '2026-07-15'].every((day) => new Set(zones.map((zone) => offsetIn(zone, day))).size === 1);

const readZone = (countryCode: string): string | undefined => {
  try {
    const zones = zonesOf(countryCode);
    return tickAlike(zones) ? zones[0] : undefined;
  } catch {
    return undefined;
  }
};

const known = new Map<string, string | undefined>();

const zoneOfCountry = (countryCode: string): string | undefined => {
  if (!/^[A-Z]{2}$/.test(countryCode)) return undefined;
  if (!known.has(countryCode)) known.set(countryCode, readZone(countryCode));
  return known.get(countryCode);
};

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** Where the person's clock is known: by the property `timeZone`, else by a country that has one clock. Never a guess. */
export const zoneOfContact = (contact: Contact | undefined): string | undefined => {
  const told = contact?.properties?.['timeZone'];
  if (typeof told === 'string' && isZone(told)) return told;
  return contact?.countryCode === undefined ? undefined : zoneOfCountry(contact.countryCode);
};
