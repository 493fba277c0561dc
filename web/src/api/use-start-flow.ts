import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { FlowView } from '../../../server/flows/flow.contract.ts';
import { callApi } from './call-api.ts';

type Startable = Pick<FlowView, 'id' | 'status' | 'rev'>;

const start = ({ id, status, rev }: Startable): Promise<FlowView> => {
  const path = `/flows/${encodeURIComponent(id)}`;
  return status === 'draft'
    ? callApi<FlowView>(`${path}/publish`, { method: 'POST', body: { rev } })
    : callApi<FlowView>(path, { method: 'PATCH', body: { status: 'live', rev } });
};

/** Makes a draft, or one that is off, live. */
export const useStartFlow = (): UseMutationResult<FlowView, Error, Startable> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: start,
    onSuccess: async ({ id }) => {
      const keys = [['flows'], ['flow-rows'], ['flow', id], ['overview'], ['onboarding']];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
};
