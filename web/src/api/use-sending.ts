import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { DeliverabilityView } from '../../../server/mail/deliverability/deliverability.contract.ts';
import type { SendingView } from '../../../server/mail/sending/sending.contract.ts';
import { callApi } from './call-api.ts';

export const useSending = (): UseQueryResult<SendingView> =>
  useQuery({
    queryKey: ['sending'],
    queryFn: ({ signal }) => callApi<SendingView>('/sending', { signal }),
  });

/** It asks the DNS: not more often than somebody looks. */
export const useDeliverability = (): UseQueryResult<DeliverabilityView> =>
  useQuery({
    queryKey: ['deliverability'],
    queryFn: ({ signal }) => callApi<DeliverabilityView>('/sending/health', { signal }),
    refetchInterval: false,
    staleTime: 60_000,
  });

export type DomainAct =
  | { readonly act: 'start'; readonly address: string }
  | { readonly act: 'check' | 'remove' };

const send = (act: DomainAct): Promise<SendingView> =>
  'address' in act
    ? callApi('/sending/domain', { method: 'POST', body: { address: act.address } })
    : callApi(`/sending/domain/${act.act}`, { method: 'POST', body: {} });

/** The answer is how it stands now. */
export const useDomainAct = (): UseMutationResult<SendingView, Error, DomainAct> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (sending) => {
      client.setQueryData(['sending'], sending);
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['deliverability'] }),
  });
};
