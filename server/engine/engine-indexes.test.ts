import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mongoose';
import { asContactId, asShopId } from '../lib/brand.ts';
import { anEntry, minutesAfter, noon } from '../testing/engine/enrollments.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { enrollmentCollection } from './enrollment.model.ts';
import { createMongoEngineStore, ensureEngineIndexes } from './mongo-engine-store.ts';
import { turnCollection } from './turn.model.ts';
import { turnOf } from './turn-id.ts';

const shops = Array.from({ length: 20 }, (_, n) => asShopId(`shop-${n}.example`));
const entries = shops.flatMap((shop, s) =>
  Array.from({ length: 60 }, (_, n) =>
    anEntry({ shop, contact: asContactId(`contact-${s}-${n}`), dueAt: minutesAfter(noon, n) }),
  ),
);

const stagesOf = (plan: unknown): string[] =>
  [...JSON.stringify(plan).matchAll(/"stage":"(\w+)"/g)].map((hit) => hit[1] ?? '');

describe('indexes of due work', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase('engine_indexes');
    await ensureEngineIndexes(database.connection);
    await createMongoEngineStore(database.connection).enrollMany(entries);
  });
  afterAll(() => database.drop());

  it("are made on a connection that makes none by itself, as the product's", async () => {
    const fresh = await testDatabase('engine_indexes_plain');
    const connection = await createConnection(fresh.uri, { autoIndex: false }).asPromise();

    await ensureEngineIndexes(connection);

    expect(await turnCollection(connection).indexes()).toHaveLength(2);
    expect(await enrollmentCollection(connection).indexes()).toHaveLength(5);
    await connection.close();
    await fresh.drop();
  });

  const due = (now: Date) => turnCollection(database.connection).find({ dueAt: { $lte: now } });

  it('examines no key and no document when nothing is due', async () => {
    const { executionStats } = await due(minutesAfter(noon, -1)).explain('executionStats');

    expect(executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
    expect(stagesOf(executionStats)).toContain('IXSCAN');
    expect(stagesOf(executionStats)).not.toContain('SORT');
  });

  it('examines one key to know the next due time', async () => {
    const look = turnCollection(database.connection).find(
      { dueAt: { $gt: new Date(0) } },
      { projection: { _id: 0, dueAt: 1 } },
    );

    const { executionStats } = await look.sort({ dueAt: 1 }).limit(1).explain('executionStats');

    expect(executionStats).toMatchObject({ totalKeysExamined: 1, totalDocsExamined: 0 });
    expect(stagesOf(executionStats)).not.toContain('SORT');
  });

  it('reads due enrollments of many turns earliest first without sorting, and no more than the limit', async () => {
    const turns = [...new Set(entries.map(({ shop, contact }): string => turnOf(shop, contact)))];
    const read = enrollmentCollection(database.connection).find({
      turn: { $in: turns },
      dueAt: { $lte: minutesAfter(noon, 50) },
    });

    const { executionStats } = await read.sort({ dueAt: 1 }).limit(100).explain('executionStats');

    expect(turns.length).toBeGreaterThan(100);
    expect(stagesOf(executionStats)).toContain('SORT_MERGE');
    expect(stagesOf(executionStats)).not.toContain('SORT');
    expect(stagesOf(executionStats)).not.toContain('COLLSCAN');
    expect(executionStats).toMatchObject({ nReturned: 100, totalDocsExamined: 100 });
  });

  it('looks up the next due time of a turn by one key and no document', async () => {
    const turns = [...new Set(entries.map(({ shop, contact }): string => turnOf(shop, contact)))].slice(
      0,
      30,
    );
    const look = enrollmentCollection(database.connection).aggregate([
      { $match: { turn: { $in: turns }, dueAt: { $gt: new Date(0) } } },
      { $sort: { turn: 1, dueAt: 1 } },
      { $group: { _id: '$turn', dueAt: { $first: '$dueAt' } } },
    ]);

    const plan = JSON.stringify(await look.explain('executionStats'));

    expect(plan).toContain('DISTINCT_SCAN');
    expect(plan).toContain('"totalDocsExamined":0');
  });
});
