import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ChangeKind, ChangesPageView } from '../../../server/insights/changes/change.contract.ts';
import { callApi } from './call-api.ts';

const noCursor = (): string | null => null;

const pathOf = (kind: ChangeKind | undefined, cursor: string | null): string => {
  const query = new URLSearchParams();
  if (kind !== undefined) query.set('kind', kind);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/changes' : `/changes?${query.toString()}`;
};

export const useChanges = (
  kind: ChangeKind | undefined,
): UseInfiniteQueryResult<InfiniteData<ChangesPageView>> =>
  useInfiniteQuery({
    queryKey: ['changes', kind],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) => callApi<ChangesPageView>(pathOf(kind, pageParam), { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
