import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';

/** What only trouble brings: an enrollment and a delivery that are set aside, and a visit nobody else fills in. */
export const setAside = async (connection: Connection, shop: ShopId, at: Date): Promise<void> => {
  const rows = (name: string) => connection.collection<{ _id: string }>(name);
  const stuck = { shop, state: 'quarantined' };
  const visit = { shop, type: 'product.viewed', about: 'p1', at, data: {}, sources: ['storefront'] };
  await rows('enrollments').insertOne({ _id: 'stuck', ...stuck });
  await rows('inbox').insertOne({ _id: `${shop}/stuck`, ...stuck });
  await rows('store_events').insertOne({ _id: 'visit', ...visit });
};
