import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { OffersView } from '../../../server/mail/offers/offer.contract.ts';
import { callApi } from './call-api.ts';

export const useOffers = (): UseQueryResult<OffersView> =>
  useQuery({
    queryKey: ['offers'],
    queryFn: ({ signal }) => callApi<OffersView>('/offers', { signal }),
  });
