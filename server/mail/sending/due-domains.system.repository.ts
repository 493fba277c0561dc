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

/** Every domain that some shop has proved or is proving. */
export const createNamedDomains = (
  connection: Connection,
): (() => Promise<readonly { readonly shop: ShopId; readonly name: string }[]>) => {
  const rows = rowsOf<{ _id: string; name: string }>(connection, 'sending_domains');
  return async () => {
    const found = await rows.find({}, { projection: { name: 1 } }).toArray();
    return found.map(({ _id, name }) => ({ shop: asShopId(_id), name }));
  };
};
