import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { testDatabase } from '../mongo.ts';
import type { TestDatabase } from '../mongo.ts';
import { keepPromises } from './keep-promises.ts';
import { prepareMongoStores } from './life-mongo.ts';
import { openMemoryStores } from './life-stores.ts';
import type { Life } from './life.ts';

describe('one enrollment, whatever happens to it in whatever order', () => {
  let life: Life | undefined;
  let database: TestDatabase;
  const begin = (next: Life): void => {
    life = next;
  };

  beforeAll(async () => {
    database = await testDatabase('one_life');
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    // Deadlines go by the clock of the life: a worker that stands still for four seconds is late by four seconds.
    jest.spyOn(performance, 'now').mockImplementation(() => life?.bench.clock.now().getTime() ?? 0);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('keeps every promise over the stores in memory', async () => {
    const happened = await keepPromises({ open: openMemoryStores, runs: 1000, commands: 40, begin });

    expect(happened.requests).toBeGreaterThan(400);
    expect(happened.deaths).toBeGreaterThan(200);
    expect(happened.unknown).toBeGreaterThan(80);
    expect(happened.exits).toBeGreaterThan(150);
  }, 60_000);

  it('keeps every promise over a real database', async () => {
    const open = await prepareMongoStores(database);

    const happened = await keepPromises({ open, runs: 25, commands: 30, begin });

    // Few lives, each another one every time: enough that some of them send.
    expect(happened.requests).toBeGreaterThan(2);
  }, 120_000);
});
