import type { Money } from '../shop/catalog.ts';

/** Making one costs more than a hundred uses of it, and shops share the few pairs of language and currency there are. */
const moneyFormats = new Map<string, Intl.NumberFormat>();
const mostKept = 500;

const moneyFormat = (locale: string, currency: string): Intl.NumberFormat => {
  const key = `${locale} ${currency}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  if (moneyFormats.size >= mostKept) moneyFormats.clear();
  moneyFormats.set(key, format);
  return format;
};

/** As people of the locale write it, e.g. `€24.00`; an unknown currency or a broken amount is shown as it is. */
export const formatMoney = ({ amount, currency }: Money, locale: string): string => {
  const value = Number(amount);
  if (!Number.isFinite(value)) return `${amount} ${currency}`;
  try {
    return moneyFormat(locale, currency).format(value);
  } catch {
    return `${amount} ${currency}`;
  }
};

export const formatDay = (
  at: Date,
  { locale, zone }: { readonly locale: string; readonly zone: string },
): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at);

const dayMs = 86_400_000;

const agoFormats = new Map<string, Intl.RelativeTimeFormat>();

/** English where nobody can tell what the locale is. */
const agoFormat = (locale: string): Intl.RelativeTimeFormat => {
  const known = agoFormats.get(locale);
  if (known !== undefined) return known;
  try {
    const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
    if (agoFormats.size >= mostKept) agoFormats.clear();
    agoFormats.set(locale, format);
    return format;
  } catch {
    return agoFormat('en');
  }
};

/** As one would say it in the reader's language: days up to a fortnight, weeks up to three months, then months. */
export const formatAgo = (at: Date, now: Date, locale: string): string => {
  const days = Math.max(0, Math.round((now.getTime() - at.getTime()) / dayMs));
  const format = agoFormat(locale);
  if (days < 14) return format.format(-days, 'day');
  return days < 91
    ? format.format(-Math.round(days / 7), 'week')
    : format.format(-Math.round(days / 30.4), 'month');
};
