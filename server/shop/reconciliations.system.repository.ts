import type { Connection } from 'mongoose';
import { reconciliationRows } from './reconciliations.model.ts';
import type { Reconciliation } from './reconciliations.model.ts';

/** Shops whose polls found what no webhook had told, since `since`; the latest first. */
export const listFoundByPoll = (connection: Connection, since: Date): Promise<readonly Reconciliation[]> =>
  reconciliationRows(connection)
    .find({ foundAt: { $gte: since } })
    .sort({ foundAt: -1 })
    .limit(100)
    .project<Reconciliation>({ _id: 0 })
    .toArray();
