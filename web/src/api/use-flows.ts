import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { FlowListView, FlowView } from '../../../server/flows/flow.contract.ts';
import { callApi } from './call-api.ts';

export const useFlows = (): UseQueryResult<FlowListView> =>
  useQuery({ queryKey: ['flows'], queryFn: ({ signal }) => callApi<FlowListView>('/flows', { signal }) });

export const useFlow = (id: string): UseQueryResult<FlowView> =>
  useQuery({
    queryKey: ['flow', id],
    queryFn: ({ signal }) => callApi<FlowView>(`/flows/${encodeURIComponent(id)}`, { signal }),
  });
