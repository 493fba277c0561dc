import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ShopView } from '../../../server/shop/shop.contract.ts';
import { callApi } from './call-api.ts';

export interface ShopNow extends ShopView {
  /** How far the shop's clock is ahead of the browser's; in the demo it can be months. */
  readonly aheadMs: number;
}

const readShop = async (signal: AbortSignal): Promise<ShopNow> => {
  const shop = await callApi<ShopView>('/shop', { signal });
  return { ...shop, aheadMs: Date.parse(shop.now) - Date.now() };
};

export const useShop = (): UseQueryResult<ShopNow> =>
  useQuery({ queryKey: ['shop'], queryFn: ({ signal }) => readShop(signal) });
