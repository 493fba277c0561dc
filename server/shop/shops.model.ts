import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { rowsOf } from './rows.model.ts';
import type { Shop } from './shop.ts';

export interface ShopRow extends Omit<Shop, 'id'> {
  _id: ShopId;
  uninstalledAt?: Date | undefined;
  /** When the platform last told about itself; older news change nothing. */
  detailsAt: Date;
  /** How often what it pays for was written. */
  billingRev?: number | undefined;
}

export const shopRows = (connection: Connection): mongo.Collection<ShopRow> => rowsOf(connection, 'shops');
