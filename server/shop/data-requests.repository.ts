import type { Connection } from 'mongoose';
import type { ShopId } from '../lib/brand.ts';
import { rowsOf, where } from './rows.model.ts';
import type { IndexPlan } from './rows.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

/** Somebody asked what is known of them. `answered`: there is an export, until it expires. */
export interface DataRequest {
  readonly requestId: string;
  readonly at: Date;
  /** `platform`: passed on by it; else the merchant's own, in the admin. */
  readonly source: 'platform' | 'merchant';
  readonly state: 'open' | 'answered';
  /** Real time at which the request is forgotten; its export goes long before. */
  readonly expiresAt: Date;
}

interface DataRequestRow extends DataRequest {
  _id: string;
  shop: ShopId;
  /** Whose data: digests, so that the request itself holds nothing personal. */
  persons: readonly string[];
}

export interface NewDataRequest extends Pick<DataRequest, 'requestId' | 'at' | 'source'> {
  readonly persons: readonly string[];
}

export interface DataRequestRepository {
  /** Once, however often it is passed on. */
  add(shop: ShopId, request: NewDataRequest): Promise<void>;
  answered(shop: ShopId, requestId: string): Promise<void>;
  /** Newest first, two hundred at most. */
  list(shop: ShopId): Promise<readonly DataRequest[]>;
  deleteAll(shop: ShopId): Promise<void>;
}

const mostListed = 200;
const keptMs = 400 * 86_400_000;

export const dataRequestIndexes: IndexPlan = {
  collection: 'data_requests',
  indexes: [
    { key: { shop: 1, at: -1 } },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0, ...where('expiresAt') },
  ],
};

export const createDataRequestRepository = (connection: Connection): DataRequestRepository => {
  const rows = rowsOf<DataRequestRow>(connection, 'data_requests');
  return {
    add: async (shop, request) => {
      const expiresAt = { $add: ['$$NOW', keptMs] };
      const row = { shop, state: 'open', expiresAt, ...request };
      const _id = rowId(shop, request.requestId);
      const once = [{ $replaceWith: { $mergeObjects: [row, '$$ROOT'] } }];
      await retryDuplicates(() => rows.updateOne({ _id }, once, { upsert: true }));
    },
    answered: async (shop, requestId) => {
      await rows.updateOne({ _id: rowId(shop, requestId) }, { $set: { state: 'answered' } });
    },
    list: async (shop) => {
      const found = await rows.find({ shop }).sort({ at: -1 }).limit(mostListed).toArray();
      return found.map(({ _id, shop: _shop, persons: _persons, ...request }) => request);
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
