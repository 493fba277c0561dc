import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { PersonFacts } from './facts.ts';
import { personDigests } from './person-digest.ts';
import { redactionRows } from './redactions.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface RedactionRepository {
  add(shop: ShopId, person: PersonFacts, at: Date): Promise<void>;
  /** By digest (`personDigests`): facts not newer than this are not to be kept. */
  findMany(shop: ShopId, digests: readonly string[]): Promise<ReadonlyMap<string, Date>>;
}

export const createRedactionRepository = (connection: Connection): RedactionRepository => {
  const rows = redactionRows(connection);
  return {
    add: async (shop, person, at) => {
      for (const one of personDigests(shop, person)) {
        const write = { $set: { shop }, $max: { at } };
        await retryDuplicates(() => rows.updateOne({ _id: rowId(shop, one) }, write, { upsert: true }));
      }
    },
    findMany: async (shop, digests) => {
      if (digests.length === 0) return new Map();
      const ids = digests.map((one) => rowId(shop, one));
      const found = await rows.find({ _id: { $in: ids } }).toArray();
      return new Map(found.map(({ _id, at }) => [_id.slice(shop.length + 1), at]));
    },
  };
};
