import { startTestMongod } from './start-test-mongod.ts';

const globalSetup = async () => {
  if (process.env.MONGO_TEST_URI) return;
  const mongod = await startTestMongod();
  process.env.MONGO_TEST_URI = mongod.uri;
  globalThis.encoreTestMongod = mongod;
};

export default globalSetup;
