import type { Connection, mongo } from 'mongoose';
import type { Checkout } from './catalog.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';
import type { VersionedRow } from './versioned-row.ts';

export type CheckoutDetails = Omit<Checkout, 'shop' | 'deletedAt'>;

export interface CheckoutRow extends VersionedRow<CheckoutDetails> {
  deletedAt?: Date | undefined;
}

export const checkoutRows = (connection: Connection): mongo.Collection<CheckoutRow> =>
  rowsOf(connection, 'checkouts');

export const checkoutIndexes: IndexPlan = {
  collection: 'checkouts',
  indexes: [
    { key: { shop: 1, 'details.contact': 1 }, ...where('details.contact') },
    { key: { shop: 1, 'details.customerId': 1 }, ...where('details.customerId') },
    { key: { shop: 1, 'details.phone': 1 }, ...where('details.phone') },
    { key: { shop: 1, 'details.cartToken': 1 }, ...where('details.cartToken') },
  ],
};
