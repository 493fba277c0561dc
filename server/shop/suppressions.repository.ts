import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { Suppression } from './contact.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { suppressionRows } from './suppressions.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface SuppressionRepository {
  /** The first reason stays; idempotent. */
  add(shop: ShopId, suppression: Omit<Suppression, 'shop'>): Promise<void>;
  findMany(shop: ShopId, addressDigests: readonly string[]): Promise<ReadonlyMap<string, Suppression>>;
  /** Only the merchant does this. */
  lift(shop: ShopId, addressDigest: string): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

export const createSuppressionRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): SuppressionRepository => {
  const rows = suppressionRows(connection);
  return {
    add: async (shop, suppression) => {
      const _id = rowId(shop, suppression.addressDigest);
      const update = { $setOnInsert: { shop, ...suppression } };
      await retryDuplicates(() => rows.updateOne({ _id }, update, { upsert: true }));
    },
    findMany: async (shop, digests) => {
      const found = await readAll(rows, { _id: { $in: digests.map((one) => rowId(shop, one)) } });
      return new Map(found.map(({ _id, ...suppression }) => [suppression.addressDigest, suppression]));
    },
    lift: async (shop, addressDigest) => {
      await rows.deleteOne({ _id: rowId(shop, addressDigest) });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
