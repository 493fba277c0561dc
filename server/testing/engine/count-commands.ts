import { createConnection } from 'mongoose';
import type { Connection } from 'mongoose';

export interface CommandCounter {
  readonly connection: Connection;
  /** The names of the commands sent since this was last asked. */
  take(): readonly string[];
  close(): Promise<void>;
}

/** A second connection to a test's database that sees every command it sends. */
export const countCommands = async (uri: string): Promise<CommandCounter> => {
  const connection = await createConnection(uri, { monitorCommands: true }).asPromise();
  let names: string[] = [];
  connection.getClient().on('commandStarted', ({ commandName }) => names.push(commandName));
  return {
    connection,
    take: () => {
      const taken = names;
      names = [];
      return taken;
    },
    close: () => connection.close(),
  };
};
