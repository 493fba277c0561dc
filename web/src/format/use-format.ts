import { useTranslation } from 'react-i18next';
import { useShop } from '../api/use-shop.ts';
import { formatDuration } from './duration.ts';
import { formatMoney } from './money.ts';
import { formatDateTime, formatDay, formatFullMoment, formatMoment, formatTime } from './moment.ts';
import type { MomentContext } from './moment.ts';

export interface Format {
  number(value: number): string;
  /** Of a share from 0 to 1; one decimal below ten per cent. */
  percent(share: number): string;
  duration(iso: string): string;
  moment(iso: string): string;
  fullMoment(iso: string): string;
  dateTime(iso: string): string;
  day(iso: string): string;
  time(iso: string): string;
  money(amount: string, currency: string): string;
}

/** In the merchant's language, the shop's zone and the shop's time; the browser's zone until the shop is known. */
export const useFormat = (): Format => {
  const { t, i18n } = useTranslation();
  const { data: shop } = useShop();
  const language = i18n.language;
  const context = (): MomentContext => ({
    now: Date.now() + (shop?.aheadMs ?? 0),
    zone: shop?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    language,
    t,
  });
  return {
    number: (value) => new Intl.NumberFormat(language).format(value),
    percent: (share) =>
      new Intl.NumberFormat(language, {
        style: 'percent',
        maximumFractionDigits: share > 0 && share < 0.1 ? 1 : 0,
      }).format(share),
    duration: (iso) => formatDuration(iso, t, language),
    moment: (iso) => formatMoment(iso, context()),
    fullMoment: (iso) => formatFullMoment(iso, context()),
    dateTime: (iso) => formatDateTime(iso, context()),
    day: (iso) => formatDay(iso, context()),
    time: (iso) => formatTime(iso, context()),
    money: (amount, currency) => formatMoney(amount, currency, language),
  };
};
