import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { Checkout } from './catalog.ts';
import { checkoutRows } from './checkouts.model.ts';
import type { CheckoutRow } from './checkouts.model.ts';
import { insertNew, justIds } from '../lib/insert-new.ts';
import type { RowPort } from '../lib/insert-new.ts';
import { personalFields } from './personal-fields.ts';
import type { ErasedPerson } from './personal-fields.ts';
import { phoneForms } from './phone.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { keepEarliest, newerWins, rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface CheckoutVersion {
  readonly checkout: Omit<Checkout, 'shop'>;
  readonly stamp: string;
}

export interface CheckoutRepository {
  /** Newer wins by stamp; any order, any number of times. */
  applyMany(shop: ShopId, versions: readonly CheckoutVersion[]): Promise<void>;
  /** `token` may be the checkout's or its cart's: deletions name only the latter. */
  markDeleted(shop: ShopId, token: string, at: Date): Promise<void>;
  findMany(shop: ShopId, tokens: readonly string[]): Promise<readonly Checkout[]>;
  findByCartTokens(shop: ShopId, cartTokens: readonly string[]): Promise<readonly Checkout[]>;
  findByCustomerIds(shop: ShopId, customerIds: readonly string[]): Promise<readonly Checkout[]>;
  findByContacts(shop: ShopId, contacts: readonly ContactId[]): Promise<readonly Checkout[]>;
  /** However the numbers are written. */
  findByPhones(shop: ShopId, phones: readonly string[]): Promise<readonly Checkout[]>;
  relink(shop: ShopId, from: ContactId, to: ContactId): Promise<void>;
  erase(shop: ShopId, person: ErasedPerson): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const toCheckout = ({ shop, details, deletedAt }: CheckoutRow): readonly Checkout[] =>
  details === undefined ? [] : [{ ...details, shop, deletedAt }];

const updateOf = (shop: ShopId, { checkout, stamp }: CheckoutVersion): mongo.Document[] => {
  const { deletedAt, ...details } = checkout;
  return [{ $set: { shop, ...newerWins(stamp, details), ...keepEarliest('deletedAt', deletedAt) } }];
};

const rowOf = (shop: ShopId, { checkout, stamp }: CheckoutVersion): CheckoutRow => {
  const { deletedAt, ...details } = checkout;
  return { _id: rowId(shop, checkout.token), shop, stamp, details, deletedAt };
};

const portOf = (rows: mongo.Collection<CheckoutRow>): RowPort<CheckoutRow> => ({
  known: (ids) => rows.find({ _id: { $in: ids } }, justIds).toArray(),
  insert: (fresh) => rows.insertMany(fresh, { ordered: false }),
});

const writesOf = (
  rows: mongo.Collection<CheckoutRow>,
): Pick<CheckoutRepository, 'applyMany' | 'markDeleted' | 'relink' | 'erase' | 'deleteAll'> => ({
  applyMany: async (shop, versions) => {
    const left = await insertNew(portOf(rows), versions, (version) => rowOf(shop, version));
    if (left.length === 0) return;
    const operations = left.map((version) => ({
      updateOne: {
        filter: { _id: rowId(shop, version.checkout.token) },
        update: updateOf(shop, version),
        upsert: true,
      },
    }));
    await retryDuplicates(() => rows.bulkWrite(operations, { ordered: false }));
  },
  markDeleted: async (shop, token, at) => {
    const update = [{ $set: { shop, ...keepEarliest('deletedAt', at) } }];
    await retryDuplicates(() => rows.updateOne({ _id: rowId(shop, token) }, update, { upsert: true }));
    await rows.updateMany({ shop, 'details.cartToken': token }, update);
  },
  relink: async (shop, from, to) => {
    await rows.updateMany({ shop, 'details.contact': from }, { $set: { 'details.contact': to } });
  },
  erase: async (shop, { contacts, customerIds, at }) => {
    const older = { shop, 'details.createdAt': { $lte: at } };
    const $or = [
      { shop, 'details.contact': { $in: contacts } },
      { ...older, 'details.customerId': { $in: customerIds } },
    ];
    await rows.updateMany({ $or }, { $unset: personalFields });
  },
  deleteAll: async (shop) => {
    await rows.deleteMany({ _id: { $gt: `${shop}/`, $lt: `${shop}0` } });
  },
});

export const createCheckoutRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): CheckoutRepository => {
  const rows = checkoutRows(connection);
  const read = async (filter: mongo.Filter<CheckoutRow>): Promise<readonly Checkout[]> =>
    (await readAll(rows, filter)).flatMap(toCheckout);
  return {
    ...writesOf(rows),
    findMany: (shop, tokens) => read({ _id: { $in: tokens.map((token) => rowId(shop, token)) } }),
    findByCartTokens: (shop, cartTokens) => read({ shop, 'details.cartToken': { $in: cartTokens } }),
    findByCustomerIds: (shop, customerIds) => read({ shop, 'details.customerId': { $in: customerIds } }),
    findByContacts: (shop, contacts) => read({ shop, 'details.contact': { $in: contacts } }),
    findByPhones: (shop, phones) => read({ shop, 'details.phone': { $in: phones.flatMap(phoneForms) } }),
  };
};
