import type { Connection } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { redactionRows } from './redactions.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface Redaction {
  readonly digests: readonly string[];
  readonly contacts: readonly ContactId[];
  readonly at: Date;
}

export interface RedactionRepository {
  add(shop: ShopId, redaction: Redaction): Promise<void>;
  /** By digest (`personDigests`): facts not newer than this are not to be kept. */
  findMany(shop: ShopId, digests: readonly string[]): Promise<ReadonlyMap<string, Date>>;
  /** What an earlier redaction of the same person knew of them, before it emptied the rows that told. */
  knownOf(shop: ShopId, digests: readonly string[]): Promise<Pick<Redaction, 'digests' | 'contacts'>>;
  deleteAll(shop: ShopId): Promise<void>;
}

const write = ({ contacts, at }: Redaction, shop: ShopId) => ({
  $set: { shop },
  $max: { at },
  $addToSet: { contacts: { $each: [...contacts] } },
  $currentDate: { unsweptSince: true as const },
});

export const createRedactionRepository = (connection: Connection): RedactionRepository => {
  const rows = redactionRows(connection);
  const digestOf = (shop: ShopId, id: string): string => id.slice(shop.length + 1);
  return {
    add: async (shop, redaction) => {
      for (const one of redaction.digests)
        await retryDuplicates(() =>
          rows.updateOne({ _id: rowId(shop, one) }, write(redaction, shop), { upsert: true }),
        );
    },
    findMany: async (shop, digests) => {
      if (digests.length === 0) return new Map();
      const ids = digests.map((one) => rowId(shop, one));
      const found = await rows.find({ _id: { $in: ids } }).toArray();
      return new Map(found.map(({ _id, at }) => [digestOf(shop, _id), at]));
    },
    knownOf: async (shop, digests) => {
      const ids = digests.map((one) => rowId(shop, one));
      const named = await rows.find({ _id: { $in: ids } }).toArray();
      const contacts = [...new Set(named.flatMap((row) => row.contacts ?? []))];
      const same =
        contacts.length === 0 ? [] : await rows.find({ shop, contacts: { $in: contacts } }).toArray();
      return { contacts, digests: same.map(({ _id }) => digestOf(shop, _id)) };
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
