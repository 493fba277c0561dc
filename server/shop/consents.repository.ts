import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { consentRows } from './consents.model.ts';
import type { ConsentRow, ConsentStatement } from './consents.model.ts';
import type { Consent } from './contact.ts';
import { insertNew, justIds } from '../lib/insert-new.ts';
import type { RowPort } from '../lib/insert-new.ts';
import { readRows } from './row-reads.repository.ts';
import type { ReadRows } from './row-reads.repository.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface StatedConsent extends Omit<Consent, 'shop'> {
  /** See `ConsentFact.statement`. */
  readonly statement?: string | undefined;
}

export interface ConsentRepository {
  /** Adds statements in any order, any number of times; the newest by its own time holds. */
  stateMany(shop: ShopId, statements: readonly StatedConsent[]): Promise<void>;
  find(shop: ShopId, addressDigest: string): Promise<Consent | undefined>;
  /** What holds now, by address digest; those who never said anything are absent. */
  findMany(shop: ShopId, addressDigests: readonly string[]): Promise<ReadonlyMap<string, Consent>>;
  /** Statements not newer than `upTo`; a later one is somebody new's. */
  erase(shop: ShopId, addressDigest: string, upTo: Date): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

/** Enough for decades of one person's orders; what falls off is the oldest. */
const keptStatements = 200;

const keyOf = ({ statement, source, statedAt, state }: StatedConsent): string =>
  statement ?? `${source}@${statedAt.toISOString()}:${state}`;

const toStatement = (stated: StatedConsent): ConsentStatement => {
  const { state, source, statedAt, textVersion, ip } = stated;
  return { key: keyOf(stated), state, source, statedAt, textVersion, ip };
};

const others = (key: string): mongo.Document => ({
  $filter: { input: { $ifNull: ['$statements', []] }, cond: { $ne: ['$$this.key', key] } },
});

/** The one heard before stays when it is the earlier one. */
const earliest = (statement: ConsentStatement): mongo.Document => {
  const { key, statedAt } = statement;
  const before = {
    $filter: {
      input: { $ifNull: ['$statements', []] },
      cond: { $and: [{ $eq: ['$$this.key', key] }, { $lte: ['$$this.statedAt', statedAt] }] },
    },
  };
  return { $cond: [{ $gt: [{ $size: before }, 0] }, before, [{ $literal: statement }]] };
};

/** At one and the same moment the refusal holds: `unsubscribed` sorts behind the others. */
const updateOf = (shop: ShopId, stated: StatedConsent): mongo.Document[] => {
  const statement = toStatement(stated);
  const all = { $concatArrays: [others(statement.key), earliest(statement)] };
  const sorted = { $sortArray: { input: all, sortBy: { statedAt: 1, state: 1, key: 1 } } };
  const statements = { $slice: [sorted, -keptStatements] };
  return [{ $set: { shop, addressDigest: stated.addressDigest, statements } }];
};

const rowOf = (shop: ShopId, stated: StatedConsent): ConsentRow => ({
  _id: rowId(shop, stated.addressDigest),
  shop,
  addressDigest: stated.addressDigest,
  statements: [toStatement(stated)],
});

const portOf = (rows: mongo.Collection<ConsentRow>): RowPort<ConsentRow> => ({
  known: (ids) => rows.find({ _id: { $in: ids } }, justIds).toArray(),
  insert: (fresh) => rows.insertMany(fresh, { ordered: false }),
});

const toConsent = ({ shop, addressDigest, statements }: ConsentRow): readonly Consent[] => {
  const held = statements.at(-1);
  if (held === undefined) return [];
  const { key: _key, ...said } = held;
  return [{ ...said, shop, addressDigest }];
};

export const createConsentRepository = (
  connection: Connection,
  readAll: ReadRows = readRows,
): ConsentRepository => {
  const rows = consentRows(connection);
  const findMany: ConsentRepository['findMany'] = async (shop, digests) => {
    const found = await readAll(rows, { _id: { $in: digests.map((one) => rowId(shop, one)) } });
    return new Map(found.flatMap(toConsent).map((consent) => [consent.addressDigest, consent]));
  };
  return {
    findMany,
    find: async (shop, addressDigest) => (await findMany(shop, [addressDigest])).get(addressDigest),
    stateMany: async (shop, statements) => {
      const left = await insertNew(portOf(rows), statements, (stated) => rowOf(shop, stated));
      if (left.length === 0) return;
      const operations = left.map((stated) => ({
        updateOne: {
          filter: { _id: rowId(shop, stated.addressDigest) },
          update: updateOf(shop, stated),
          upsert: true,
        },
      }));
      await retryDuplicates(() => rows.bulkWrite(operations, { ordered: false }));
    },
    erase: async (shop, addressDigest, upTo) => {
      const _id = rowId(shop, addressDigest);
      await rows.updateOne({ _id }, { $pull: { statements: { statedAt: { $lte: upTo } } } });
      await rows.deleteOne({ _id, statements: { $size: 0 } });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
