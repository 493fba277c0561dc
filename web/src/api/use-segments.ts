import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { SegmentsView, SegmentView } from '../../../server/flows/segments/segment.contract.ts';
import { callApi } from './call-api.ts';

export const useSegments = (): UseQueryResult<SegmentsView> =>
  useQuery({
    queryKey: ['segments'],
    queryFn: ({ signal }) => callApi<SegmentsView>('/segments', { signal }),
  });

export type SegmentAct =
  | { readonly act: 'create'; readonly id: string; readonly title: string; readonly where: object }
  | {
      readonly act: 'change';
      readonly id: string;
      readonly rev: number;
      readonly title: string;
      readonly where: object;
    }
  | { readonly act: 'delete'; readonly id: string; readonly rev: number };

const send = (asked: SegmentAct): Promise<SegmentView> => {
  const path = `/segments/${encodeURIComponent(asked.id)}`;
  switch (asked.act) {
    case 'create': {
      const { id, title, where } = asked;
      return callApi('/segments', { method: 'POST', body: { id, title, where } });
    }
    case 'change': {
      const { rev, title, where } = asked;
      return callApi(path, { method: 'PATCH', body: { rev, title, where } });
    }
    case 'delete':
      return callApi(`${path}/delete`, { method: 'POST', body: { rev: asked.rev } });
  }
};

export const useSegmentAct = (): UseMutationResult<SegmentView, Error, SegmentAct> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => client.invalidateQueries({ queryKey: ['segments'] }),
  });
};
