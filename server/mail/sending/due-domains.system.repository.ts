import type { Connection } from 'mongoose';
import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';

const atOnce = 100;

/** Shops whose domain is to be looked at by now, longest overdue first. */
export const createDueDomains = (connection: Connection): ((now: Date) => Promise<readonly ShopId[]>) => {
  const rows = rowsOf<{ _id: string; nextCheckAt?: Date }>(connection, 'sending_domains');
  return async (now) => {
    const found = await rows
      .find({ nextCheckAt: { $lte: now } }, { projection: { _id: 1 } })
      .sort({ nextCheckAt: 1 })
      .limit(atOnce)
      .toArray();
    return found.map(({ _id }) => asShopId(_id));
  };
};
