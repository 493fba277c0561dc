import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';

export interface ContactRow {
  _id: ContactId;
  shop: ShopId;
  address?: string | undefined;
  /** What consents know the address by, so that MongoDB can join them. */
  addressDigest?: string | undefined;
  /** Absent when there is none: the unique index is partial on it. */
  customerIds?: string[] | undefined;
  formerCustomerIds?: string[] | undefined;
  /** Absent when there is none. */
  formerAddresses?: string[] | undefined;
  addressIsFormer?: boolean | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  phone?: string | undefined;
  locale?: string | undefined;
  countryCode?: string | undefined;
  describedAt?: Date | undefined;
  /** An alias: whoever holds this id means that contact. It has no address and no customer ids of its own. */
  mergedInto?: ContactId | undefined;
  /** Mail's reservations under the frequency cap; they follow the person through a merge. */
  cap?: { message: string; at: Date }[] | undefined;
  properties?: JsonObject | undefined;
  redactedAt?: Date | undefined;
  createdAt: Date;
}

export const contactRows = (connection: Connection): mongo.Collection<ContactRow> =>
  rowsOf(connection, 'contacts');

/** Names are found by their base letters, whatever their capitals and accents. */
export const looseNames = { locale: 'en', strength: 1 } as const;

export const contactIndexes: IndexPlan = {
  collection: 'contacts',
  indexes: [
    { key: { shop: 1, address: 1 }, unique: true, ...where('address') },
    { key: { shop: 1, customerIds: 1 }, unique: true, ...where('customerIds') },
    { key: { shop: 1, formerAddresses: 1 }, ...where('formerAddresses') },
    { key: { mergedInto: 1 }, ...where('mergedInto') },
    { key: { shop: 1, createdAt: -1, _id: -1 } },
    { key: { shop: 1, _id: 1 } },
    { key: { shop: 1, firstName: 1 }, collation: looseNames, ...where('firstName') },
    { key: { shop: 1, lastName: 1 }, collation: looseNames, ...where('lastName') },
  ],
};
