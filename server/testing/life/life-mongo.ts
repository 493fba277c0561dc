import { createMongoRows, ensureEngineIndexes } from '../../engine/mongo-engine-store.ts';
import { createCaps } from '../../mail/ledger/cap.repository.ts';
import { createMessages } from '../../mail/ledger/messages.repository.ts';
import { createSystemMessages } from '../../mail/ledger/messages.system.repository.ts';
import { ada, shopId } from '../flows/builders.ts';
import type { TestDatabase } from '../mongo.ts';
import type { LifeStores } from './life-stores.ts';

const collections = ['turns', 'enrollments', 'messages', 'contacts'] as const;

/** Leases and ages go by the database's clock: instead of waiting, their times are set back. */
const setBack = async ({ connection }: TestDatabase, ms: number): Promise<void> => {
  const earlier = (field: string) => ({ $set: { [field]: { $subtract: [`$${field}`, ms] } } });
  await connection.collection('turns').updateMany({ leaseUntil: { $exists: true } }, [earlier('leaseUntil')]);
  await connection.collection('messages').updateMany({}, [earlier('stateAt')]);
};

/** The product's own adapters over a real database; each life finds it empty. */
export const prepareMongoStores = async (database: TestDatabase): Promise<() => Promise<LifeStores>> => {
  const { connection } = database;
  const { ledger, sweep, ensureIndexes } = createSystemMessages(connection);
  await ensureIndexes();
  await ensureEngineIndexes(connection);
  return async () => {
    for (const name of collections) await connection.collection(name).deleteMany({});
    await connection
      .collection<{ _id: string; shop: string }>('contacts')
      .insertOne({ _id: ada, shop: shopId });
    return {
      rows: createMongoRows(connection),
      ledger,
      messages: createMessages(connection),
      caps: createCaps(connection),
      sweep,
      pass: (ms) => setBack(database, ms),
    };
  };
};
