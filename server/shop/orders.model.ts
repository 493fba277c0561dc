import type { Connection, mongo } from 'mongoose';
import type { Order } from './catalog.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';
import type { VersionedRow } from './versioned-row.ts';

type SideFields = 'checkoutToken' | 'cartToken' | 'cancelledAt' | 'fulfilledAt' | 'refundedProductIds';

export type OrderDetails = Omit<Order, 'shop' | SideFields>;

export interface OrderRow extends VersionedRow<OrderDetails> {
  checkoutToken?: string | undefined;
  cartToken?: string | undefined;
  cancelledAt?: Date | undefined;
  fulfilledAt?: Date | undefined;
  refundedProductIds?: readonly string[] | undefined;
}

export const orderRows = (connection: Connection): mongo.Collection<OrderRow> => rowsOf(connection, 'orders');

export const orderIndexes: IndexPlan = {
  collection: 'orders',
  indexes: [
    { key: { shop: 1, 'details.contact': 1, 'details.placedAt': 1 }, ...where('details.contact') },
    { key: { shop: 1, 'details.placedAt': -1, 'details.id': -1 } },
    { key: { shop: 1, 'details.lines.productId': 1, 'details.placedAt': -1 }, ...where('details.contact') },
    { key: { shop: 1, 'details.address': 1 }, ...where('details.address') },
    { key: { shop: 1, 'details.customerId': 1 }, ...where('details.customerId') },
    { key: { shop: 1, 'details.phone': 1 }, ...where('details.phone') },
    { key: { shop: 1, checkoutToken: 1 }, ...where('checkoutToken') },
    { key: { shop: 1, cartToken: 1 }, ...where('cartToken') },
  ],
};
