import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import type { PersonFacts } from './facts.ts';
import { personDigests } from './person-digest.ts';
import { rowsOf } from './rows.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

interface DataRequestRow {
  _id: string;
  shop: ShopId;
  requestId: string;
  /** Whose data: digests, so that the request itself holds nothing personal. */
  persons: readonly string[];
  at: Date;
  state: 'open' | 'answered';
}

export interface DataRequestRepository {
  add(
    shop: ShopId,
    request: { readonly requestId: string; readonly person: PersonFacts; readonly at: Date },
  ): Promise<void>;
  listOpen(shop: ShopId): Promise<readonly { readonly requestId: string; readonly at: Date }[]>;
}

export const createDataRequestRepository = (connection: Connection): DataRequestRepository => {
  const rows = rowsOf<DataRequestRow>(connection, 'data_requests');
  return {
    add: async (shop, { requestId, person, at }) => {
      const row = { shop, requestId, persons: personDigests(shop, person), at, state: 'open' } as const;
      const _id = rowId(shop, requestId);
      await retryDuplicates(() => rows.updateOne({ _id }, { $setOnInsert: row }, { upsert: true }));
    },
    listOpen: async (shop) => {
      const open = await rows.find({ shop, state: 'open' }).sort({ at: 1 }).toArray();
      return open.map(({ requestId, at }) => ({ requestId, at }));
    },
  };
};
