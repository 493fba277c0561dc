import { createConnection } from 'mongoose';
import type { Connection } from 'mongoose';

export interface BenchConnection {
  readonly connection: Connection;
  /** Driver commands sent so far; 0 unless they are counted. */
  commands(): number;
  close(): Promise<void>;
}

/** A connection with the product's settings. Counting costs time, so what is timed isn't counted. */
export const openBenchConnection = async (uri: string, counted = false): Promise<BenchConnection> => {
  const connection = await createConnection(uri, {
    writeConcern: { w: 'majority' },
    maxPoolSize: 40,
    autoIndex: false,
    appName: 'encore',
    monitorCommands: counted,
  }).asPromise();
  let commands = 0;
  if (counted) connection.getClient().on('commandStarted', () => (commands += 1));
  return { connection, commands: () => commands, close: () => connection.close() };
};
