import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { SentMailView } from '../../../server/mail/compose/mail-template.contract.ts';
import type {
  MessageDetailView,
  MessagePageView,
  MessageStatusWord,
} from '../../../server/mail/message.contract.ts';
import { callApi } from './call-api.ts';
import { still } from './still.ts';

export interface MessageFilter {
  readonly flow: string | undefined;
  readonly status: MessageStatusWord | undefined;
  readonly reason: string | undefined;
  /** Moments: from the first on, before the second. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

const pathOf = ({ flow, status, reason, from, until }: MessageFilter, cursor: string | null): string => {
  const query = new URLSearchParams();
  if (flow !== undefined) query.set('flow', flow);
  if (status !== undefined) query.set('status', status);
  if (reason !== undefined) query.set('reason', reason);
  if (from !== undefined) query.set('from', from);
  if (until !== undefined) query.set('until', until);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/messages' : `/messages?${query.toString()}`;
};

const noCursor = (): string | null => null;

export const useMessages = (filter: MessageFilter): UseInfiniteQueryResult<InfiniteData<MessagePageView>> =>
  useInfiniteQuery({
    queryKey: ['messages', filter],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) => callApi<MessagePageView>(pathOf(filter, pageParam), { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const useMessage = (id: string): UseQueryResult<MessageDetailView> =>
  useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => callApi<MessageDetailView>(`/messages/${encodeURIComponent(id)}`, { signal }),
  });

/** The mail as it left; fetched once, since opening it is written into the log of who looked. */
export const useSentMail = (id: string, wanted: boolean): UseQueryResult<SentMailView> =>
  useQuery({
    queryKey: ['sent-mail', id],
    queryFn: ({ signal }) => callApi<SentMailView>(`/messages/${encodeURIComponent(id)}/mail`, { signal }),
    enabled: wanted,
    ...still,
  });
