import { testDatabase } from '../testing/mongo.ts';
import { interleavingBattery } from './interleaving.battery.ts';
import { createMemoryRows } from './memory-engine-store.ts';
import { createMongoRows, ensureEngineIndexes } from './mongo-engine-store.ts';

interleavingBattery('memory', async () => ({
  fresh: async () => createMemoryRows(),
  close: async () => {},
}));

interleavingBattery('mongo', async () => {
  const database = await testDatabase('engine_interleaving');
  await ensureEngineIndexes(database.connection);
  return {
    fresh: async () => {
      for (const name of ['turns', 'enrollments']) await database.connection.collection(name).deleteMany({});
      return createMongoRows(database.connection);
    },
    close: () => database.drop(),
  };
});
