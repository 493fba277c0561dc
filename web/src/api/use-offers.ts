import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type {
  OfferChanges,
  OfferLedgerView,
  OffersView,
  OfferView,
} from '../../../server/mail/offers/offer.contract.ts';
import { ApiError } from './api-error.ts';
import { callApi } from './call-api.ts';

const queryKey = ['offers'];
const pathOf = (offer: string): string => `/offers/${encodeURIComponent(offer)}`;

export const useOffers = (): UseQueryResult<OffersView> =>
  useQuery({ queryKey, queryFn: ({ signal }) => callApi<OffersView>('/offers', { signal }) });

export const useOfferLedger = (): UseQueryResult<OfferLedgerView> =>
  useQuery({
    queryKey: ['offer-ledger'],
    queryFn: ({ signal }) => callApi<OfferLedgerView>('/offers/ledger', { signal }),
  });

export type FreshOffer = Required<OfferChanges> & { readonly id: string };

export interface OfferStore {
  create(offer: FreshOffer): Promise<OfferView>;
  change(offer: string, rev: number, changes: OfferChanges): Promise<OfferView>;
  /** Throws `not_found`. */
  read(offer: string): Promise<OfferView>;
}

export const useOfferStore = (): OfferStore => {
  const client = useQueryClient();
  const written = async (path: string, method: 'POST' | 'PATCH', body: object): Promise<OfferView> => {
    const offer = await callApi<OfferView>(path, { method, body });
    await client.invalidateQueries({ queryKey });
    return offer;
  };
  return {
    create: (offer) => written('/offers', 'POST', offer),
    change: (offer, rev, changes) => written(pathOf(offer), 'PATCH', { rev, ...changes }),
    read: async (id) => {
      const { offers } = await callApi<OffersView>('/offers');
      const found = offers.find((offer) => offer.id === id);
      if (found === undefined) throw new ApiError('not_found', 404);
      return found;
    },
  };
};

export const useRetireOffer = (): UseMutationResult<OfferView, Error, Pick<OfferView, 'id' | 'rev'>> => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, rev }) =>
      callApi<OfferView>(`${pathOf(id)}/retire`, { method: 'POST', body: { rev } }),
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
};
