import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { QueryClient, UseMutationResult } from '@tanstack/react-query';
import type { FlowListView, FlowPatch, FlowView, SwitchStatus } from '../../../server/flows/flow.contract.ts';
import { callApi } from './call-api.ts';

export interface FlowSwitchRequest {
  readonly flow: FlowView;
  readonly status: SwitchStatus;
}

interface Before {
  readonly list: FlowListView | undefined;
  readonly one: FlowView | undefined;
}

const putFlow = (client: QueryClient, flow: FlowView): void => {
  client.setQueryData<FlowListView>(
    ['flows'],
    (list) => list && { flows: list.flows.map((old) => (old.id === flow.id ? flow : old)) },
  );
  client.setQueryData<FlowView>(['flow', flow.id], (one) => one && flow);
};

const send = ({ flow, status }: FlowSwitchRequest): Promise<FlowView> => {
  const body: FlowPatch = { status, rev: flow.rev };
  return callApi<FlowView>(`/flows/${encodeURIComponent(flow.id)}`, { method: 'PATCH', body });
};

/** Shows the new state at once and takes it back when the server says no. */
export const useSwitchFlow = (): UseMutationResult<FlowView, Error, FlowSwitchRequest, Before> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async ({ flow, status }) => {
      await Promise.all([
        client.cancelQueries({ queryKey: ['flows'] }),
        client.cancelQueries({ queryKey: ['flow', flow.id] }),
      ]);
      const before = {
        list: client.getQueryData<FlowListView>(['flows']),
        one: client.getQueryData<FlowView>(['flow', flow.id]),
      };
      putFlow(client, { ...flow, status });
      return before;
    },
    onError: (_error, { flow }, before) => {
      client.setQueryData(['flows'], before?.list);
      client.setQueryData(['flow', flow.id], before?.one);
    },
    onSuccess: (flow) => {
      putFlow(client, flow);
    },
    onSettled: (_flow, _error, { flow }) => {
      for (const queryKey of [['flows'], ['flow', flow.id], ['overview']])
        void client.invalidateQueries({ queryKey });
    },
  });
};
