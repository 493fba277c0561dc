import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  InfiniteData,
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
} from '@tanstack/react-query';
import type {
  AcceptedRequestView,
  AccessPageView,
  DataRequestListView,
  PersonExportView,
} from '../../../server/insights/privacy/privacy.contract.ts';
import { callApi } from './call-api.ts';

const noCursor = (): string | null => null;

export const useDataRequests = (): UseQueryResult<DataRequestListView> =>
  useQuery({
    queryKey: ['data-requests'],
    queryFn: ({ signal }) => callApi<DataRequestListView>('/privacy/requests', { signal }),
  });

export const useAccessLog = (): UseInfiniteQueryResult<InfiniteData<AccessPageView>> =>
  useInfiniteQuery({
    queryKey: ['access-log'],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) =>
      callApi<AccessPageView>(
        `/privacy/access-log${pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

/** Fetched under the session token, then handed to the browser as a file: a plain link would carry no token. */
export const useDownload = (): UseMutationResult<PersonExportView, Error, string> =>
  useMutation({
    mutationFn: (request: string) =>
      callApi<PersonExportView>(`/privacy/requests/${encodeURIComponent(request)}/export`),
  });

/** Everything held on one person, gathered or erased within seconds. */
export const useDataAct = (
  contact: string,
): UseMutationResult<AcceptedRequestView, Error, 'export' | 'erase'> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act) =>
      callApi<AcceptedRequestView>(`/contacts/${encodeURIComponent(contact)}/${act}`, {
        method: 'POST',
        body: {},
      }),
    onSettled: () => {
      for (const queryKey of [['contact', contact], ['data-requests'], ['contacts']])
        void client.invalidateQueries({ queryKey });
    },
  });
};
