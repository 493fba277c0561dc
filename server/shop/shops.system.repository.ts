import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { shopRows } from './shops.model.ts';

/** Across shops, for recurring jobs. */
export interface ShopSystemRepository {
  listInstalled(): Promise<readonly ShopId[]>;
}

export const createShopSystemRepository = (connection: Connection): ShopSystemRepository => ({
  listInstalled: async () => {
    const rows = shopRows(connection).find({ status: 'installed' }).sort({ _id: 1 });
    return (await rows.project<{ _id: ShopId }>({ _id: 1 }).toArray()).map(({ _id }) => _id);
  },
});
