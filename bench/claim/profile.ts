import type { Connection } from 'mongoose';
import { z } from 'zod';

const rowSchema = z.object({
  ns: z.string(),
  keysExamined: z.number().default(0),
  docsExamined: z.number().default(0),
  hasSortStage: z.boolean().default(false),
  planSummary: z.string().default(''),
});

export interface Profiled {
  readonly commands: number;
  readonly keys: number;
  readonly documents: number;
  /** Blocking sorts over enrollments: they would cost with the backlog. */
  readonly enrollmentSorts: number;
  readonly collectionScans: number;
}

/** What the server itself says it examined while the work ran: the code's own queries, not copies of them. */
export const profile = async (connection: Connection, work: () => Promise<void>): Promise<Profiled> => {
  const database = connection.getClient().db(connection.name);
  const rows = database.collection('system.profile');
  await database.command({ profile: 0 });
  await rows.drop().catch(() => undefined);
  await database.command({ profile: 2 });
  await work();
  await database.command({ profile: 0 });
  const found = z.array(rowSchema).parse(await rows.find({ ns: /\.(enrollments|turns)$/ }).toArray());
  const sum = (pick: (row: z.infer<typeof rowSchema>) => number): number =>
    found.reduce((total, row) => total + pick(row), 0);
  return {
    commands: found.length,
    keys: sum(({ keysExamined }) => keysExamined),
    documents: sum(({ docsExamined }) => docsExamined),
    enrollmentSorts: sum((row) => (row.hasSortStage && row.ns.endsWith('.enrollments') ? 1 : 0)),
    collectionScans: sum(({ planSummary }) => (planSummary.includes('COLLSCAN') ? 1 : 0)),
  };
};
