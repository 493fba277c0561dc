import { fillEnrollments } from '../claim/fill.ts';
import type { Fill } from '../claim/fill.ts';
import { openBenchConnection } from '../harness/bench-connection.ts';

/** Before the product opens the database: a million rows into indexes that are there cost minutes. */
export const fillBeforeUse = async (uri: string, fill: Fill): Promise<void> => {
  const { connection, close } = await openBenchConnection(uri);
  await fillEnrollments(connection, fill);
  await close();
};
