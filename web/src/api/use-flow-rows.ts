import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
} from '@tanstack/react-query';
import type {
  FlowListViewName,
  FlowRowPageView,
  PresetsView,
} from '../../../server/insights/figures/flow-rows.contract.ts';
import type { FlowView } from '../../../server/flows/flow.contract.ts';
import { callApi } from './call-api.ts';

export interface FlowFilter {
  readonly view: FlowListViewName;
  readonly search: string;
}

const pathOf = ({ view, search }: FlowFilter, cursor: string | null): string => {
  const query = new URLSearchParams({ view });
  if (search.trim() !== '') query.set('search', search.trim());
  if (cursor !== null) query.set('cursor', cursor);
  return `/flow-rows?${query.toString()}`;
};

const noCursor = (): string | null => null;

export const useFlowRows = (filter: FlowFilter): UseInfiniteQueryResult<InfiniteData<FlowRowPageView>> =>
  useInfiniteQuery({
    queryKey: ['flow-rows', filter.view, filter.search],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) => callApi<FlowRowPageView>(pathOf(filter, pageParam), { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const usePresets = (): UseQueryResult<PresetsView> =>
  useQuery({
    queryKey: ['presets'],
    queryFn: ({ signal }) => callApi<PresetsView>('/presets', { signal }),
  });

/** A draft of its own, made from a preset. */
export const useCreateFlow = (): UseMutationResult<FlowView, Error, string> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (preset) => callApi<FlowView>('/flows', { method: 'POST', body: { preset } }),
    onSuccess: async () => {
      const keys = [['flows'], ['flow-rows'], ['presets'], ['overview']];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
};
