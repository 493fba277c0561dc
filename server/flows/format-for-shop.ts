import type { Money } from '../shop/catalog.ts';

/** As people of the locale write it, e.g. `€24.00`; an unknown currency or a broken amount is shown as it is. */
export const formatMoney = ({ amount, currency }: Money, locale: string): string => {
  const value = Number(amount);
  if (!Number.isFinite(value)) return `${amount} ${currency}`;
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
  } catch {
    return `${amount} ${currency}`;
  }
};

export const formatDay = (
  at: Date,
  { locale, zone }: { readonly locale: string; readonly zone: string },
): string => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone }).format(at);
