import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { BillingView } from '../../../server/shop/billing/billing.contract.ts';
import { callApi } from './call-api.ts';

export const useBilling = (): UseQueryResult<BillingView> =>
  useQuery({
    queryKey: ['billing'],
    queryFn: ({ signal }) => callApi<BillingView>('/billing', { signal }),
  });
