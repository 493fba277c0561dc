import type { TFunction } from 'i18next';

export interface MomentContext {
  /** The shop's time, in milliseconds. */
  readonly now: number;
  readonly zone: string;
  readonly language: string;
  readonly t: TFunction;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const dayNumber = (at: number, zone: string): number => {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / dayMs);
};

const dayWords = (at: number, { now, zone, language }: MomentContext): string => {
  const distance = Math.abs(dayNumber(at, zone) - dayNumber(now, zone));
  const format: Intl.DateTimeFormatOptions =
    distance < 7 ? { weekday: 'long' } : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(language, { timeZone: zone, ...format }).format(at);
};

const relativeDays: Readonly<Record<number, string>> = {
  [-1]: 'time.yesterday',
  0: 'time.today',
  1: 'time.tomorrow',
};

export const formatTime = (iso: string, { zone, language }: MomentContext): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(
    Date.parse(iso),
  );

/** "Fri, Mar 27, 5:10 PM": what hasn't happened and has to be exact. */
export const formatDateTime = (iso: string, { zone, language }: MomentContext): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(Date.parse(iso));

/** "13 minutes ago", "Yesterday at 10:30 am", "Aug 14, 2025": near things near, far things as a date. */
export const formatMoment = (iso: string, context: MomentContext): string => {
  const { now, zone, language, t } = context;
  const at = Date.parse(iso);
  const ago = now - at;
  if (ago >= 0 && ago < minuteMs) return t('time.justNow');
  if (ago >= 0 && ago < 60 * minuteMs) return t('time.minutesAgo', { count: Math.floor(ago / minuteMs) });
  if (Math.abs(ago) > 330 * dayMs)
    return new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium' }).format(at);
  const time = formatTime(iso, context);
  const near = relativeDays[dayNumber(at, zone) - dayNumber(now, zone)];
  return near === undefined ? t('time.dayAt', { day: dayWords(at, context), time }) : t(near, { time });
};

/** With everything, for hover and focus. */
export const formatFullMoment = (iso: string, { zone, language }: MomentContext): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'full', timeStyle: 'long' }).format(
    Date.parse(iso),
  );

/** "Today", "Friday", "Aug 14": the heading of what happened on one day. */
export const formatDay = (iso: string, context: MomentContext): string => {
  const at = Date.parse(iso);
  const { now, zone, language, t } = context;
  const distance = dayNumber(now, zone) - dayNumber(at, zone);
  if (distance === 0) return t('time.todayAlone');
  if (distance === 1) return t('time.yesterdayAlone');
  if (distance > 330)
    return new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium' }).format(at);
  return dayWords(at, context);
};
