import type { Connection } from 'mongoose';
import type { Predicate } from '../../engine/predicate.ts';
import { predicateSchema } from '../../engine/predicate-schema.ts';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../../shop/rows.model.ts';
import { storeEventRows } from '../../shop/store-events.model.ts';
import { isDuplicateKey } from '../../shop/write-errors.ts';
import { reachedSince } from '../predicate-reach.ts';

/** A condition about people under a name that a merchant gave it. */
export interface Segment {
  readonly id: string;
  readonly title: string;
  readonly where: Predicate;
  readonly rev: number;
  readonly savedAt: Date;
  readonly savedBy?: string | undefined;
}

export interface PlatformSegment {
  /** The platform's. */
  readonly id: string;
  readonly joined: number;
}

interface SegmentEdit {
  readonly title?: string;
  readonly where?: Predicate;
  readonly savedAt: Date;
  readonly savedBy?: string;
  /** The `rev` it was made from. */
  readonly seen: number;
}

export interface Segments {
  list(shop: ShopId): Promise<readonly Segment[]>;
  find(shop: ShopId, id: string): Promise<Segment | undefined>;
  /** False when there is one of this id. */
  add(shop: ShopId, segment: Segment): Promise<boolean>;
  /** Null unless it is at that `rev`. */
  change(shop: ShopId, id: string, change: SegmentEdit): Promise<Segment | null>;
  /** False unless it is at that `rev`. */
  remove(shop: ShopId, id: string, seen: number): Promise<boolean>;
  /** Those of the platform that somebody was heard to join, by how many did. */
  ofPlatform(shop: ShopId, now: Date): Promise<readonly PlatformSegment[]>;
  ensureIndexes(): Promise<void>;
}

type SegmentRow = Omit<Segment, 'where'> & { _id: string; shop: ShopId; where: unknown };

const mostListed = 200;
const mostOfPlatform = 100;
/** The newest who joined one say which there are. */
const joinsRead = 20_000;

const idOf = (shop: ShopId, id: string): string => `${shop}/${id}`;

const toSegment = ({ _id, shop: _shop, where, ...segment }: SegmentRow): Segment => ({
  ...segment,
  where: predicateSchema.parse(where),
});

export const createSegments = (connection: Connection): Segments => {
  const rows = rowsOf<SegmentRow>(connection, 'segments');
  return {
    list: async (shop) =>
      (await rows.find({ shop }).sort({ title: 1, _id: 1 }).limit(mostListed).toArray()).map(toSegment),
    find: async (shop, id) => {
      const row = await rows.findOne({ _id: idOf(shop, id), shop });
      return row === null ? undefined : toSegment(row);
    },
    add: async (shop, segment) => {
      try {
        await rows.insertOne({ ...segment, shop, _id: idOf(shop, segment.id) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    change: async (shop, id, { seen, ...change }) => {
      const row = await rows.findOneAndUpdate(
        { _id: idOf(shop, id), shop, rev: seen },
        { $set: { ...change, rev: seen + 1 } },
        { returnDocument: 'after' },
      );
      return row === null ? null : toSegment(row);
    },
    remove: async (shop, id, seen) =>
      (await rows.deleteOne({ _id: idOf(shop, id), shop, rev: seen })).deletedCount === 1,
    ofPlatform: async (shop, now) => {
      const joins = { shop, type: 'customer.joined-segment', at: { $gte: reachedSince(now) } } as const;
      const found = storeEventRows(connection).aggregate<{ _id: unknown; joined: number }>([
        { $match: joins },
        { $sort: { at: -1 } },
        { $limit: joinsRead },
        { $group: { _id: '$data.segment', joined: { $sum: 1 } } },
        { $sort: { joined: -1, _id: 1 } },
        { $limit: mostOfPlatform },
      ]);
      return (await found.toArray()).flatMap(({ _id, joined }) =>
        typeof _id === 'string' ? [{ id: _id, joined }] : [],
      );
    },
    ensureIndexes: async () => {
      await rows.createIndex({ shop: 1, title: 1, _id: 1 });
    },
  };
};
