import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import { rowId } from './versioned-row.ts';
import { visitorRows } from './visitors.model.ts';
import type { VisitorRow } from './visitors.model.ts';
import { retryDuplicates } from './write-errors.ts';

/** What was learnt of a browser, and when (shop time). */
export interface Sighting {
  readonly visitor: string;
  readonly contact?: ContactId | undefined;
  readonly checkoutToken?: string | undefined;
  readonly at: Date;
}

export interface KnownVisitor {
  readonly visitor: string;
  readonly contact: ContactId;
  /** Shop time. */
  readonly knownAt: Date;
  /** Known for a few minutes only: what it did before may still have to be joined. */
  readonly isFresh: boolean;
}

export interface VisitorRepository {
  /** Any order, any number of times: whoever was seen in a browser last has it. Keeps each for 30 days more. */
  note(shop: ShopId, sightings: readonly Sighting[]): Promise<void>;
  /** Those whose contact is known. */
  findMany(shop: ShopId, visitors: readonly string[]): Promise<ReadonlyMap<string, KnownVisitor>>;
  /** By the token of a checkout it was at. */
  ofCheckouts(shop: ShopId, tokens: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  relink(shop: ShopId, from: ContactId, to: ContactId): Promise<void>;
  forget(shop: ShopId, contacts: readonly ContactId[]): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const dayMs = 86_400_000;
const keptDays = 30;
const freshMs = 600_000;
const tokensKept = 5;

const tokensWith = (token: string): mongo.Document => ({
  $slice: [
    {
      $concatArrays: [
        {
          $filter: {
            input: { $ifNull: ['$checkoutTokens', []] },
            cond: { $ne: ['$$this', { $literal: token }] },
          },
        },
        [{ $literal: token }],
      ],
    },
    -tokensKept,
  ],
});

const contactWith = (contact: ContactId, at: Date): mongo.Document => {
  const newer = { $lte: [{ $ifNull: ['$knownAt', new Date(0)] }, at] };
  const isNews = { $and: [newer, { $ne: ['$contact', contact] }] };
  return {
    contact: { $cond: [newer, contact, '$contact'] },
    knownAt: { $cond: [newer, at, '$knownAt'] },
    knownSince: { $cond: [isNews, '$$NOW', '$knownSince'] },
  };
};

const updateOf = (
  shop: ShopId,
  { visitor, contact, checkoutToken, at }: Sighting,
): mongo.AnyBulkWriteOperation<VisitorRow> => ({
  updateOne: {
    filter: { _id: rowId(shop, visitor) },
    update: [
      {
        $set: {
          shop,
          visitor,
          ...(contact === undefined ? {} : contactWith(contact, at)),
          ...(checkoutToken === undefined ? {} : { checkoutTokens: tokensWith(checkoutToken) }),
          expiresAt: { $add: ['$$NOW', keptDays * dayMs] },
        },
      },
    ],
    upsert: true,
  },
});

interface FoundRow {
  readonly visitor: string;
  readonly contact: ContactId;
  readonly knownAt: Date;
  readonly isFresh: boolean;
}

const isFresh = { $lt: [{ $subtract: ['$$NOW', '$knownSince'] }, freshMs] };

export const createVisitorRepository = (connection: Connection): VisitorRepository => {
  const rows = visitorRows(connection);
  return {
    note: async (shop, sightings) => {
      if (sightings.length === 0) return;
      await retryDuplicates(() => rows.bulkWrite(sightings.map((one) => updateOf(shop, one))));
    },
    findMany: async (shop, visitors) => {
      if (visitors.length === 0) return new Map();
      const ids = [...new Set(visitors)].map((one) => rowId(shop, one));
      const found = rows
        .find({ _id: { $in: ids }, contact: { $exists: true } })
        .project<FoundRow>({ _id: 0, visitor: 1, contact: 1, knownAt: 1, isFresh });
      return new Map((await found.toArray()).map((row) => [row.visitor, row]));
    },
    ofCheckouts: async (shop, tokens) => {
      if (tokens.length === 0) return new Map();
      const found = await rows.find({ shop, checkoutTokens: { $in: [...tokens] } }).toArray();
      const pairs = found.flatMap(({ visitor, checkoutTokens = [] }) =>
        checkoutTokens.map((token) => ({ token, visitor })),
      );
      const byToken = Map.groupBy(pairs, ({ token }) => token);
      return new Map([...byToken].map(([token, all]) => [token, all.map(({ visitor }) => visitor)]));
    },
    relink: async (shop, from, to) => {
      await rows.updateMany({ shop, contact: from }, { $set: { contact: to } });
    },
    forget: async (shop, contacts) => {
      await rows.deleteMany({ shop, contact: { $in: [...contacts] } });
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
