import type { mongo } from 'mongoose';
import { coalesce } from '../lib/coalesce.ts';

/** How a repository reads whole rows. */
export type ReadRows = <Row extends mongo.Document>(
  rows: mongo.Collection<Row>,
  filter: mongo.Filter<Row>,
) => Promise<readonly mongo.WithId<Row>[]>;

/** The first batch is 101 rows unless it may be larger, and the rest would cost another command. */
const allAtOnce = { batchSize: 10_000 } as const;

export const readRows: ReadRows = (rows, filter) => rows.find(filter, allAtOnce).toArray();

interface Asked {
  readonly rows: Pick<mongo.Collection, 'aggregate' | 'collectionName'>;
  readonly filter: mongo.Document;
}

/** A row and whose answer it belongs to. */
interface Tagged {
  readonly of: number;
  readonly row: mongo.Document;
}

const stagesOf = (filter: mongo.Document, of: number): mongo.Document[] => [
  { $match: filter },
  { $replaceWith: { of: { $literal: of }, row: '$$ROOT' } },
];

const readTogether = async (asked: readonly Asked[]): Promise<ReadonlyMap<number, readonly Tagged[]>> => {
  const [first, ...others] = asked;
  if (first === undefined) return new Map();
  const unions = others.map(({ rows, filter }, index) => ({
    $unionWith: { coll: rows.collectionName, pipeline: stagesOf(filter, index + 1) },
  }));
  const stages = [...stagesOf(first.filter, 0), ...unions];
  return Map.groupBy(await first.rows.aggregate<Tagged>(stages, allAtOnce).toArray(), ({ of }) => of);
};

/** No more than the driver's own generics promise: rows of a collection are what its model says. */
const isOf = <Row extends mongo.Document>(
  _rows: mongo.Collection<Row>,
  row: mongo.Document,
): row is mongo.WithId<Row> => '_id' in row;

/**
 * Reads of any collections that are asked for in the same turn of the event loop go out as one command: a round trip costs
 * more than the rows. Nothing is kept: each begins after it was asked for. They say nothing about each other's order.
 */
export const gatherReads = (): ReadRows => {
  const together = coalesce(async (_lane: 'all', asked: readonly Asked[]) => {
    const found = await readTogether(asked);
    return (one: Asked) => (found.get(asked.indexOf(one)) ?? []).map(({ row }) => row);
  });
  return async (rows, filter) => {
    const found = await together('all', { rows, filter });
    return found.filter((row) => isOf(rows, row));
  };
};
