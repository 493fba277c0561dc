import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { MessageStatusWord } from '../../../../server/mail/message.contract.ts';
import type { MessageFilter } from '../../api/use-messages.ts';
import { useShop } from '../../api/use-shop.ts';
import { rangeOf, spans } from './date-range.ts';
import type { DateChoice } from './date-range.ts';

export const statuses: readonly MessageStatusWord[] = [
  'accepted',
  'skipped',
  'scheduled',
  'sending',
  'failed',
  'unknown',
  'cancelled',
];

export type MessageFilterName = 'flow' | 'status' | 'reason' | 'span' | 'from' | 'to';

export interface MessageFiltering {
  readonly filter: MessageFilter;
  readonly dates: DateChoice;
  readonly filtered: boolean;
  /** An empty value takes the filter away. */
  set(name: MessageFilterName, value: string): void;
  clear(): void;
}

const useDates = (search: URLSearchParams) => {
  const { data: shop } = useShop();
  // A range that moved on with each look would be asked for anew each time.
  const [opened] = useState(Date.now);
  const span = spans.find((known) => known === search.get('span'));
  const dates = { span, from: search.get('from') ?? '', to: search.get('to') ?? '' };
  const zone = shop?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { dates, range: rangeOf(dates, { now: opened + (shop?.aheadMs ?? 0), zone }) };
};

/** Filters live in the address: back, reload and links keep them. */
export const useMessageFilter = (): MessageFiltering => {
  const [search, setSearch] = useSearchParams();
  const flow = search.get('flow') ?? undefined;
  const status = statuses.find((known) => known === search.get('status'));
  const reason = search.get('reason') ?? undefined;
  const { dates, range } = useDates(search);
  const change = (names: readonly string[], value: string): void => {
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        for (const name of names)
          if (value === '') next.delete(name);
          else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  };
  return {
    filter: { flow, status, reason, ...range },
    dates,
    filtered: [flow, status, reason, dates.span].some((chosen) => chosen !== undefined),
    set: (name, value) => {
      change([name], value);
    },
    clear: () => {
      change(['flow', 'status', 'reason', 'span', 'from', 'to'], '');
    },
  };
};
