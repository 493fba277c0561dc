import { Temporal } from 'temporal-polyfill';
import type { OfferTerms } from './offer.ts';

interface Speaker {
  /** The first that can be written in counts. */
  readonly locales: readonly string[];
  readonly zone: string;
}

const isWritable = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};

/** Some platforms write `pt_BR`. */
const localeOf = (locales: readonly string[]): string =>
  locales.map((locale) => locale.replaceAll('_', '-')).find(isWritable) ?? 'en';

const money = (amount: string, currency: string, locale: string): string => {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
};

/** What it is worth as people of the locale write it: `10%`, `10 %`, `€5.00`. */
export const valueText = (
  { value }: Pick<OfferTerms, 'value'>,
  { currency, locales }: { readonly currency: string; readonly locales: readonly string[] },
): string => {
  const locale = localeOf(locales);
  return value.kind === 'percentage'
    ? new Intl.NumberFormat(locale, { style: 'percent' }).format(value.percent / 100)
    : money(value.amount, currency, locale);
};

/** The last day a code is good, e.g. `30 June 2026`: it ends when that day does. */
export const lastDayText = (expiresAt: Date, { locales, zone }: Speaker): string =>
  new Intl.DateTimeFormat(localeOf(locales), { dateStyle: 'long', timeZone: zone }).format(
    new Date(expiresAt.getTime() - 1),
  );

/** The end of the day that is so many days after `now`, by the shop's calendar. */
export const expiryOf = (
  now: Date,
  { days, zone }: { readonly days: number; readonly zone: string },
): Date => {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return new Date(today.add({ days: days + 1 }).toZonedDateTime(zone).epochMilliseconds);
};
