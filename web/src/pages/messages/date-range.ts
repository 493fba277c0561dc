import { dayAfter, dayIn, isDay, startOfDay } from '../../format/start-of-day.ts';

export const spans = ['today', 'yesterday', 'week', 'month', 'custom'] as const;
export type Span = (typeof spans)[number];

/** What is chosen: no span is any time. Days are named as `2026-06-01`, both included. */
export interface DateChoice {
  readonly span: Span | undefined;
  readonly from: string;
  readonly to: string;
}

export interface DateRange {
  readonly from?: string;
  readonly until?: string;
}

interface ShopTime {
  /** Milliseconds. */
  readonly now: number;
  readonly zone: string;
}

/** First and last day; empty where there is none. */
const daysOf = ({ span, from, to }: DateChoice, today: string): readonly [string, string] => {
  switch (span) {
    case undefined:
      return ['', ''];
    case 'today':
      return [today, ''];
    case 'yesterday':
      return [dayAfter(today, -1), dayAfter(today, -1)];
    case 'week':
      return [dayAfter(today, -6), ''];
    case 'month':
      return [dayAfter(today, -29), ''];
    case 'custom':
      return [isDay(from) ? from : '', isDay(to) ? to : ''];
  }
};

/** The moments that a choice means in the shop's zone: from the first on, before the second. */
export const rangeOf = (choice: DateChoice, { now, zone }: ShopTime): DateRange => {
  const [first, last] = daysOf(choice, dayIn(now, zone));
  return {
    ...(first !== '' && { from: startOfDay(first, zone).toISOString() }),
    ...(last !== '' && { until: startOfDay(dayAfter(last, 1), zone).toISOString() }),
  };
};
