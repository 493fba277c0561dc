import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, QueryClient, UseMutationResult } from '@tanstack/react-query';
import type { FlowListView, FlowPatch, FlowView, SwitchStatus } from '../../../server/flows/flow.contract.ts';
import type { FlowRowPageView } from '../../../server/insights/figures/flow-rows.contract.ts';
import { callApi } from './call-api.ts';

/** What of a flow the switch shows and names. */
export type SwitchedFlow = Pick<FlowView, 'id' | 'title' | 'status' | 'rev'>;

export interface FlowSwitchRequest {
  readonly flow: SwitchedFlow;
  readonly status: SwitchStatus;
}

/** Everywhere the flow is shown. */
const putFlow = (client: QueryClient, { id, status, rev }: SwitchedFlow): void => {
  const put = <Shown extends SwitchedFlow>(shown: Shown): Shown =>
    shown.id === id ? { ...shown, status, rev } : shown;
  client.setQueryData<FlowListView>(['flows'], (list) => list && { flows: list.flows.map(put) });
  client.setQueryData<FlowView>(['flow', id], (one) => one && put(one));
  client.setQueriesData<InfiniteData<FlowRowPageView>>(
    { queryKey: ['flow-rows'] },
    (list) => list && { ...list, pages: list.pages.map((page) => ({ ...page, flows: page.flows.map(put) })) },
  );
};

const keysOf = (id: string): readonly string[][] => [['flows'], ['flow-rows'], ['flow', id]];

const send = ({ flow, status }: FlowSwitchRequest): Promise<FlowView> => {
  const body: FlowPatch = { status, rev: flow.rev };
  return callApi<FlowView>(`/flows/${encodeURIComponent(flow.id)}`, { method: 'PATCH', body });
};

/** Shows the new state at once and takes it back when the server says no. */
export const useSwitchFlow = (): UseMutationResult<FlowView, Error, FlowSwitchRequest> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onMutate: async ({ flow, status }) => {
      await Promise.all(keysOf(flow.id).map((queryKey) => client.cancelQueries({ queryKey })));
      putFlow(client, { ...flow, status });
    },
    onError: (_error, { flow }) => {
      putFlow(client, flow);
    },
    onSuccess: (flow) => {
      putFlow(client, flow);
    },
    onSettled: (_flow, _error, { flow }) => {
      for (const queryKey of [...keysOf(flow.id), ['overview'], ['onboarding'], ['presets']])
        void client.invalidateQueries({ queryKey });
    },
  });
};
