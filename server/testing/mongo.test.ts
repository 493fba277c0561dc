import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from './mongo.ts';
import type { TestDatabase } from './mongo.ts';

describe('testDatabase', () => {
  let one: TestDatabase;
  let other: TestDatabase;
  beforeAll(async () => {
    one = await testDatabase('same name');
    other = await testDatabase('same name');
  });
  afterAll(async () => {
    await one.drop();
    await other.drop();
  });

  it('keeps two databases of one name apart', async () => {
    await one.connection.collection('things').insertOne({ kept: true });

    const seen = await other.connection.collection('things').countDocuments();

    expect(seen).toBe(0);
  });

  it('runs on a replica set, so transactions work', async () => {
    await one.connection.transaction(async (session) => {
      await one.connection.collection('pairs').insertOne({ half: 1 }, { session });
      await one.connection.collection('pairs').insertOne({ half: 2 }, { session });
    });

    const seen = await one.connection.collection('pairs').countDocuments();

    expect(seen).toBe(2);
  });
});
