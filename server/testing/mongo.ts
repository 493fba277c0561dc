import { createConnection } from 'mongoose';
import type { Connection } from 'mongoose';
import { randomToken } from '../lib/digest.ts';
import { EncoreError } from '../lib/errors.ts';

export interface TestDatabase {
  readonly uri: string;
  readonly connection: Connection;
  /** Removes the database and closes the connection; call it in `afterAll`. */
  drop(): Promise<void>;
}

const runUri = (): string => {
  const uri = process.env['MONGO_TEST_URI'];
  if (uri !== undefined) return uri;
  throw new EncoreError('database_unreachable', {
    message: 'MONGO_TEST_URI is set by the Jest global setup',
  });
};

/** A database of this test file's own in the run's one mongod; two runs of one file never meet. */
export const testDatabase = async (name: string): Promise<TestDatabase> => {
  const own = new URL(runUri());
  own.pathname = `/${name.replaceAll(/[^a-z0-9]+/gi, '_').slice(0, 40)}_${randomToken(6)}`;
  const connection = await createConnection(own.href).asPromise();
  return {
    uri: own.href,
    connection,
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
};
