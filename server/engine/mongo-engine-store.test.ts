import { sleep } from '../lib/clock.ts';
import { testDatabase } from '../testing/mongo.ts';
import { engineStoreBattery } from './engine-store.battery.ts';
import { createMongoEngineStore, ensureEngineIndexes } from './mongo-engine-store.ts';

engineStoreBattery('mongo', async () => {
  const database = await testDatabase('engine_store');
  await ensureEngineIndexes(database.connection);
  return {
    fresh: async (leaseMs) => {
      for (const name of ['turns', 'enrollments']) await database.connection.collection(name).deleteMany({});
      return createMongoEngineStore(database.connection, { leaseMs });
    },
    pass: (ms) => sleep(ms),
    close: () => database.drop(),
  };
});
