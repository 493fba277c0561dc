import { gunzipSync, gzipSync } from 'node:zlib';
import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { SecretBox } from '../../lib/secret-box.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { rowId } from '../../shop/versioned-row.ts';

export interface NewExport {
  readonly requestId: string;
  /** Digests of whose it is: erasure is a query. */
  readonly persons: readonly string[];
  readonly json: string;
}

/** Answers to data requests. Sealed, for nowhere else is so much of somebody in one place. */
export interface PersonExports {
  /** The newest answer to a request stays. Throws `export_too_large`. */
  put(shop: ShopId, made: NewExport): Promise<void>;
  /** The JSON; undefined once it has expired or the person was erased. */
  find(shop: ShopId, requestId: string): Promise<string | undefined>;
  /** When each that is still there expires, by request. */
  expiries(shop: ShopId, requestIds: readonly string[]): Promise<ReadonlyMap<string, Date>>;
}

interface ExportRow {
  _id: string;
  shop: ShopId;
  persons: readonly string[];
  sealed: string;
  expiresAt: Date;
}

const keptMs = 14 * 86_400_000;
/** A document holds 16 MB. */
const longestSealed = 15_000_000;

export const createPersonExports = (connection: Connection, box: SecretBox): PersonExports => {
  const rows = rowsOf<ExportRow>(connection, 'person_exports');
  const contextOf = (shop: ShopId, requestId: string): string[] => [shop, 'person_exports', requestId];
  return {
    put: async (shop, { requestId, persons, json }) => {
      const sealed = box.seal(gzipSync(json).toString('base64'), contextOf(shop, requestId));
      if (sealed.length > longestSealed) throw new EncoreError('export_too_large');
      const set = { shop, persons, sealed, expiresAt: { $add: ['$$NOW', keptMs] } };
      await rows.updateOne({ _id: rowId(shop, requestId) }, [{ $set: set }], { upsert: true });
    },
    find: async (shop, requestId) => {
      // MongoDB's own sweep comes by once a minute.
      const there = { _id: rowId(shop, requestId), $expr: { $gt: ['$expiresAt', '$$NOW'] } };
      const row = await rows.findOne(there);
      if (row === null) return undefined;
      const packed = box.open(row.sealed, contextOf(shop, requestId));
      return gunzipSync(Buffer.from(packed, 'base64')).toString();
    },
    expiries: async (shop, requestIds) => {
      const ids = requestIds.map((id) => rowId(shop, id));
      const found = await rows
        .find({ _id: { $in: ids } })
        .project<Pick<ExportRow, '_id' | 'expiresAt'>>({ expiresAt: 1 })
        .toArray();
      return new Map(found.map((row) => [row._id.slice(shop.length + 1), row.expiresAt]));
    },
  };
};

export const ensureExportIndexes = async (connection: Connection): Promise<void> => {
  await rowsOf<ExportRow>(connection, 'person_exports').createIndexes([
    { key: { shop: 1, persons: 1 } },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ]);
};
