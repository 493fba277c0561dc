import type { Connection, mongo } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { reconciliationRows } from './reconciliations.model.ts';
import type { PolledKind, Reconciliation, ReconciliationRow } from './reconciliations.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface Polled {
  readonly until: Date;
  readonly found: number;
  /** Whether webhooks of the kind were heard since then; undefined where nothing says so either way. */
  readonly webhooks?: { readonly heard: boolean; readonly since: Date } | undefined;
}

export interface ReconciliationRepository {
  find(shop: ShopId): Promise<readonly Reconciliation[]>;
  /** A poll that ended; `until` never goes back. */
  save(shop: ShopId, kind: PolledKind, polled: Polled): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

const kinds: readonly PolledKind[] = ['orders', 'customers', 'checkouts', 'documents', 'subscriptions'];

export const createReconciliationRepository = (connection: Connection): ReconciliationRepository => {
  const rows = reconciliationRows(connection);
  const ids = (shop: ShopId): string[] => kinds.map((kind) => rowId(shop, kind));
  return {
    find: async (shop) => {
      const found = await rows.find({ _id: { $in: ids(shop) } }).toArray();
      return found.map(({ _id, ...row }) => row);
    },
    save: async (shop, kind, { until, found, webhooks }) => {
      const isSilent = webhooks?.heard === false;
      const change = {
        $set: { shop, kind, found, ...(found > 0 && { foundAt: until }) },
        $max: { until },
        $inc: { foundInAll: found, ...(isSilent && { silentPolls: 1 }) },
        // The oldest stays.
        ...(isSilent && { $min: { silentSince: webhooks.since } }),
        ...(webhooks?.heard === true && { $unset: { silentPolls: 1, silentSince: 1 } }),
      } satisfies mongo.UpdateFilter<ReconciliationRow>;
      await retryDuplicates(() => rows.updateOne({ _id: rowId(shop, kind) }, change, { upsert: true }));
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ _id: { $in: ids(shop) } });
    },
  };
};
