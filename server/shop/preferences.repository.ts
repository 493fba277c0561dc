import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { preferenceRows } from './preferences.model.ts';
import type { PreferenceRow, PreferenceStatement } from './preferences.model.ts';
import type { Preferences } from './preferences.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export type StatedPreferences = Omit<Preferences, 'shop'>;

export interface PreferenceRepository {
  /** In any order, any number of times; the newest by its own time holds. */
  stateMany(shop: ShopId, stated: readonly StatedPreferences[]): Promise<void>;
  /** What holds now, by address digest; those who never chose are absent. */
  findMany(shop: ShopId, addressDigests: readonly string[]): Promise<ReadonlyMap<string, Preferences>>;
  erase(shop: ShopId, addressDigest: string): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

/** What falls off is the oldest. */
const keptStatements = 50;

const toStatement = ({ addressDigest: _whose, ...said }: StatedPreferences): PreferenceStatement => ({
  ...said,
  key: `${said.source}@${said.statedAt.toISOString()}`,
});

const updateOf = (shop: ShopId, stated: StatedPreferences): mongo.Document[] => {
  const statement = toStatement(stated);
  const others = {
    $filter: { input: { $ifNull: ['$statements', []] }, cond: { $ne: ['$$this.key', statement.key] } },
  };
  const all = { $concatArrays: [others, [{ $literal: statement }]] };
  const sorted = { $sortArray: { input: all, sortBy: { statedAt: 1, key: 1 } } };
  const { addressDigest } = stated;
  return [{ $set: { shop, addressDigest, statements: { $slice: [sorted, -keptStatements] } } }];
};

const held = ({ shop, addressDigest, statements }: PreferenceRow): readonly Preferences[] => {
  const last = statements.at(-1);
  if (last === undefined) return [];
  const { key: _which, ...said } = last;
  return [{ ...said, shop, addressDigest }];
};

export const createPreferenceRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): PreferenceRepository => {
  const rows = preferenceRows(connection);
  return {
    stateMany: async (shop, stated) => {
      if (stated.length === 0) return;
      const operations = stated.map((one) => ({
        updateOne: {
          filter: { _id: rowId(shop, one.addressDigest) },
          update: updateOf(shop, one),
          upsert: true,
        },
      }));
      await retryDuplicates(() => rows.bulkWrite(operations));
    },
    findMany: async (shop, digests) => {
      const found = await readAll(rows, { _id: { $in: digests.map((one) => rowId(shop, one)) } });
      return new Map(found.flatMap(held).map((one) => [one.addressDigest, one]));
    },
    erase: async (shop, addressDigest) => {
      await rows.deleteOne({ _id: rowId(shop, addressDigest) });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
