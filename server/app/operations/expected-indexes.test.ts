import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase } from '../../testing/mongo.ts';
import type { TestDatabase } from '../../testing/mongo.ts';
import { openData } from '../wiring/data.ts';
import { createDatabaseFacts } from './database-facts.system.repository.ts';
import { expectedIndexes } from './expected-indexes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('expected-indexes');
});
afterAll(() => database.drop());

describe('the indexes the doctor expects', () => {
  // After a change: `MONGODB_URI=… npm run --silent encore -- indexes --json > server/app/operations/expected-indexes.json`.
  it('are those that every start makes, no more and no fewer', async () => {
    const data = await openData(database.connection, { watchClock: false });
    await data.clock.close();

    const made = await createDatabaseFacts(database.connection).indexes();

    expect(Object.fromEntries(made)).toEqual(expectedIndexes);
  });
});
