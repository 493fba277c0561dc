import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  everybody,
  runCommand,
  sleepingTurns,
  storeCommands,
  wentBack,
} from '../testing/engine/store-model.ts';
import type { StoreCommand } from '../testing/engine/store-model.ts';
import { testDatabase } from '../testing/mongo.ts';
import type { TestDatabase } from '../testing/mongo.ts';
import type { StoreRows } from './compose-engine-store.ts';
import { createMemoryRows } from './memory-engine-store.ts';
import { createMongoRows, ensureEngineIndexes } from './mongo-engine-store.ts';

/** What is wrong after the first command after which somebody sleeps on or went back. */
const trouble = async (rows: StoreRows, commands: readonly StoreCommand[]): Promise<readonly unknown[]> => {
  let before = await everybody(rows);
  for (const command of commands) {
    await runCommand(rows, command);
    const after = await everybody(rows);
    const found = [...(await sleepingTurns(rows)), ...wentBack(before, after)];
    if (found.length > 0) return [command, ...found];
    before = after;
  }
  return [];
};

describe('whatever happens to a store, nobody sleeps on and nobody goes back', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase('engine_model');
    await ensureEngineIndexes(database.connection);
  });
  afterAll(() => database.drop());

  it('in memory', async () => {
    await fc.assert(
      fc.asyncProperty(storeCommands, async (commands) => {
        expect(await trouble(createMemoryRows(), commands)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('on a real MongoDB', async () => {
    const fresh = async (): Promise<StoreRows> => {
      for (const name of ['turns', 'enrollments']) await database.connection.collection(name).deleteMany({});
      return createMongoRows(database.connection);
    };

    await fc.assert(
      fc.asyncProperty(storeCommands, async (commands) => {
        expect(await trouble(await fresh(), commands)).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('and both stores end in the same state', async () => {
    await fc.assert(
      fc.asyncProperty(storeCommands, async (commands) => {
        for (const name of ['turns', 'enrollments'])
          await database.connection.collection(name).deleteMany({});
        const [memory, mongo] = [createMemoryRows(), createMongoRows(database.connection)];
        for (const command of commands.filter(({ kind }) => kind !== 'lease' && kind !== 'give back'))
          for (const rows of [memory, mongo]) await runCommand(rows, command);
        const byId = (left: { id: string }, right: { id: string }): number => (left.id < right.id ? -1 : 1);

        expect((await everybody(mongo)).toSorted(byId)).toEqual((await everybody(memory)).toSorted(byId));
      }),
      { numRuns: 10 },
    );
  });
});
