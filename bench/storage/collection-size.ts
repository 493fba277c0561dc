import type { Connection } from 'mongoose';
import { z } from 'zod';

const statsSchema = z.object({
  count: z.number(),
  size: z.number(),
  storageSize: z.number(),
  indexSizes: z.record(z.string(), z.number()),
});

export interface CollectionSize {
  readonly rows: number;
  /** Uncompressed bytes of a row. */
  readonly logical: number;
  /** Bytes a row takes on disk, compressed. */
  readonly stored: number;
  /** Bytes a row takes in each index on disk. */
  readonly indexes: ReadonlyMap<string, number>;
}

export const perRow = (stats: unknown): CollectionSize => {
  const { count, size, storageSize, indexSizes } = statsSchema.parse(stats);
  const indexes = Object.entries(indexSizes).map(([name, bytes]) => [name, bytes / count] as const);
  return { rows: count, logical: size / count, stored: storageSize / count, indexes: new Map(indexes) };
};

/** After a checkpoint: before it the files hold less than was written. */
export const sizeOf = async (connection: Connection, collection: string): Promise<CollectionSize> => {
  const client = connection.getClient();
  await client.db('admin').command({ fsync: 1 });
  return perRow(await client.db(connection.name).command({ collStats: collection }));
};

/** Of the indexes whose names begin like this. */
export const bytesOfIndexes = ({ indexes }: CollectionSize, names: readonly string[]): number => {
  const found = [...indexes].filter(([name]) => names.some((begin) => name.startsWith(begin)));
  if (found.length < names.length) throw new Error(`indexes there are: ${[...indexes.keys()].join(', ')}`);
  return found.reduce((sum, [, bytes]) => sum + bytes, 0);
};
