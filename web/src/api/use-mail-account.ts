import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type {
  MailAccountView,
  SaveMailAccount,
} from '../../../server/mail/accounts/mail-account.contract.ts';
import { callApi } from './call-api.ts';

const queryKey = ['mail-account'];
const path = '/sending/account';

export const useMailAccount = (): UseQueryResult<MailAccountView> =>
  useQuery({ queryKey, queryFn: ({ signal }) => callApi<MailAccountView>(path, { signal }) });

/** The answer is how it stands now; under which address mail leaves, and whether it arrives, may be another. */
const useTaken = (): ((account: MailAccountView) => void) => {
  const client = useQueryClient();
  return (account) => {
    client.setQueryData(queryKey, account);
    for (const changed of ['sending', 'deliverability'])
      void client.invalidateQueries({ queryKey: [changed] });
  };
};

/** The key goes to the server and stays nowhere else. */
export const useSaveMailAccount = (): ((account: SaveMailAccount) => Promise<MailAccountView>) => {
  const taken = useTaken();
  return async (body) => {
    const account = await callApi<MailAccountView>(path, { method: 'POST', body });
    taken(account);
    return account;
  };
};

export const useRemoveMailAccount = (): UseMutationResult<MailAccountView, Error, void> => {
  const taken = useTaken();
  return useMutation({
    mutationFn: () => callApi<MailAccountView>(`${path}/remove`, { method: 'POST', body: {} }),
    onSuccess: taken,
  });
};
