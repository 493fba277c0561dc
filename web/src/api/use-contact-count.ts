import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ContactCount } from '../../../server/insights/contacts/contact.contract.ts';
import { callApi } from './call-api.ts';
import { still } from './still.ts';

const parse: (text: string) => object = JSON.parse;

/** Of whom a condition holds now; `predicate` as JSON. */
export const useContactCount = (predicate: string): UseQueryResult<ContactCount> =>
  useQuery({
    queryKey: ['contact-count', predicate],
    queryFn: ({ signal }) =>
      callApi<ContactCount>('/contacts/count', {
        method: 'POST',
        body: { where: parse(predicate) },
        signal,
      }),
    placeholderData: keepPreviousData,
    ...still,
  });
