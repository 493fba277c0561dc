import type { Connection } from 'mongoose';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** Every shop that has ever made an offer: few, and the index alone answers. */
export const createOfferingShops = (connection: Connection): (() => Promise<readonly ShopId[]>) => {
  const rows = rowsOf<{ _id: string; shop: string }>(connection, 'offers');
  return async () => (await rows.distinct('shop')).map((shop) => asShopId(shop));
};
