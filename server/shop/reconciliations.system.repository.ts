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

/** Once may be chance or a delivery under way; this often it is not. */
const silentPollsToTell = 2;

/** Polls that again and again found what no webhook told, and not one webhook of the kind meanwhile. */
export const listSilent = (connection: Connection): Promise<readonly Reconciliation[]> =>
  reconciliationRows(connection)
    .find({ silentPolls: { $gte: silentPollsToTell } })
    .sort({ silentSince: 1 })
    .limit(100)
    .project<Reconciliation>({ _id: 0 })
    .toArray();
