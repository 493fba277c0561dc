import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConnection } from 'mongoose';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import { ensureFlowIndexes } from './flow-indexes.repository.ts';

describe('indexes of flows', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase('flow_indexes');
  });
  afterAll(() => database.drop());

  it('keep a version from being frozen twice, on a connection that makes no index by itself', async () => {
    const connection = await createConnection(database.uri, { autoIndex: false }).asPromise();

    await ensureFlowIndexes(connection);
    await ensureFlowIndexes(connection);

    const indexes = await connection.collection('flow_versions').indexes();
    expect(indexes).toContainEqual(
      expect.objectContaining({ key: { shop: 1, flow: 1, version: 1 }, unique: true }),
    );
    await connection.close();
  });
});
