import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type {
  CompanionChoiceChange,
  CompanionsView,
  ProductTimingDetailView,
  ProductTimingsView,
  TimingChange,
} from '../../../server/flows/timing/timing.contract.ts';
import { callApi } from './call-api.ts';
import { still } from './still.ts';

const noCursor = (): string | null => null;
const pathOf = (product: string, what: 'timing' | 'companions'): string =>
  `/products/${encodeURIComponent(product)}/${what}`;

const listPath = (search: string, cursor: string | null): string => {
  const query = new URLSearchParams();
  if (search !== '') query.set('search', search);
  if (cursor !== null) query.set('cursor', cursor);
  return query.size === 0 ? '/products/timings' : `/products/timings?${query.toString()}`;
};

export const useProductTimings = (search: string): UseInfiniteQueryResult<InfiniteData<ProductTimingsView>> =>
  useInfiniteQuery({
    queryKey: ['product-timings', search],
    initialPageParam: noCursor(),
    queryFn: ({ pageParam, signal }) => callApi<ProductTimingsView>(listPath(search, pageParam), { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export interface ProductView {
  readonly timing: ProductTimingDetailView;
  readonly companions: CompanionsView;
}

const read = async (product: string): Promise<ProductView> => {
  const [timing, companions] = await Promise.all([
    callApi<ProductTimingDetailView>(pathOf(product, 'timing')),
    callApi<CompanionsView>(pathOf(product, 'companions')),
  ]);
  return { timing, companions };
};

/** Asked anew each time the page opens, then left alone. */
export const useProduct = (product: string): UseQueryResult<ProductView> =>
  useQuery({ queryKey: ['product', product], queryFn: () => read(product), gcTime: 0, ...still });

export interface ProductStore {
  changeTiming(change: TimingChange): Promise<ProductTimingDetailView>;
  changeCompanions(change: CompanionChoiceChange): Promise<CompanionsView>;
  read(): Promise<ProductView>;
}

export const useProductStore = (product: string): ProductStore => {
  const client = useQueryClient();
  const patch = async <View>(what: 'timing' | 'companions', body: object): Promise<View> => {
    const view = await callApi<View>(pathOf(product, what), { method: 'PATCH', body });
    void client.invalidateQueries({ queryKey: ['product-timings'] });
    return view;
  };
  return {
    changeTiming: (change) => patch('timing', change),
    changeCompanions: (change) => patch('companions', change),
    read: () => read(product),
  };
};
