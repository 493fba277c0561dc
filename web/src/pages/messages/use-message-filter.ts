import { useSearchParams } from 'react-router';
import type { MessageStatusWord } from '../../../../server/mail/message.contract.ts';
import type { MessageFilter } from '../../api/use-messages.ts';

export const statuses: readonly MessageStatusWord[] = [
  'accepted',
  'skipped',
  'scheduled',
  'sending',
  'failed',
  'unknown',
  'cancelled',
];

export interface MessageFiltering {
  readonly filter: MessageFilter;
  readonly filtered: boolean;
  /** An empty value takes the filter away. */
  set(name: 'flow' | 'status' | 'reason', value: string): void;
  clear(): void;
}

/** Filters live in the address: back, reload and links keep them. */
export const useMessageFilter = (): MessageFiltering => {
  const [search, setSearch] = useSearchParams();
  const flow = search.get('flow') ?? undefined;
  const status = statuses.find((known) => known === search.get('status'));
  const reason = search.get('reason') ?? undefined;
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
    filter: { flow, status, reason },
    filtered: flow !== undefined || status !== undefined || reason !== undefined,
    set: (name, value) => {
      change([name], value);
    },
    clear: () => {
      change(['flow', 'status', 'reason'], '');
    },
  };
};
