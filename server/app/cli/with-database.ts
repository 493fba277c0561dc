import { connectDatabase } from '../database.ts';
import type { Connection } from '../database.ts';
import { openData } from '../wiring/data.ts';
import type { Data } from '../wiring/data.ts';
import type { CommandIo } from './command.ts';

const patienceMs = 3000;

/** Only the connection: nothing is created, as a look must leave things as they are. */
export const withDatabase = async <Result>(
  io: CommandIo,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> => {
  const connection = await connectDatabase(await io.mongodbUri(), io.logger, patienceMs);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
};

/** All of what is stored, with its indexes made if need be. */
export const withData = <Result>(io: CommandIo, work: (data: Data) => Promise<Result>): Promise<Result> =>
  withDatabase(io, async (connection) => {
    const data = await openData(connection, { watchClock: false });
    try {
      return await work(data);
    } finally {
      await data.clock.close();
    }
  });
