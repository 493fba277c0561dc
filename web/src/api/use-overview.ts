import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { OverviewView } from '../../../server/shop/shop.contract.ts';
import { callApi } from './call-api.ts';

export const useOverview = (): UseQueryResult<OverviewView> =>
  useQuery({
    queryKey: ['overview'],
    queryFn: ({ signal }) => callApi<OverviewView>('/overview', { signal }),
  });
