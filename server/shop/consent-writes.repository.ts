import type { Connection, mongo } from 'mongoose';
import type { ContactId, ShopId } from '../lib/brand.ts';
import type { ErrorCode } from '../lib/errors.ts';
import { awaitsCustomer, consentWriteRows } from './consent-writes.model.ts';
import type { ConsentWrite } from './consent-writes.model.ts';
import { rowId } from './versioned-row.ts';
import { retryDuplicates } from './write-errors.ts';

export interface ConsentWriteRepository {
  /** Waits until it is done, whatever dies meanwhile. An older statement never takes a newer one's place. */
  add(shop: ShopId, write: Omit<ConsentWrite, 'shop' | 'failures'>): Promise<void>;
  /** Done, or needless by now; a statement that came meanwhile stays. */
  remove(shop: ShopId, write: Pick<ConsentWrite, 'addressDigest' | 'statedAt'>): Promise<void>;
  /** Tried again after `afterMs`; never, with `undefined`: it is kept and shown. */
  fail(
    shop: ShopId,
    write: Pick<ConsentWrite, 'addressDigest' | 'statedAt'>,
    why: { readonly code: ErrorCode; readonly afterMs: number | undefined },
  ): Promise<void>;
  /** Those of these contacts that wait for a customer: there is one now, so they are due. */
  wake(shop: ShopId, contacts: readonly ContactId[]): Promise<void>;
  deleteAll(shop: ShopId): Promise<void>;
}

export const createConsentWriteRepository = (connection: Connection): ConsentWriteRepository => {
  const rows = consentWriteRows(connection);
  return {
    add: async (shop, { addressDigest, contact, state, statedAt }) => {
      const newer = { $lt: [{ $ifNull: ['$statedAt', new Date(0)] }, statedAt] };
      const keep = (field: string, value: unknown): mongo.Document => ({
        [field]: { $cond: [newer, value, `$${field}`] },
      });
      const update = {
        ...keep('contact', contact),
        ...keep('state', state),
        ...keep('failures', 0),
        ...keep('dueAt', '$$NOW'),
        ...keep('error', '$$REMOVE'),
        ...keep('refusedAt', '$$REMOVE'),
      };
      const filter = { _id: rowId(shop, addressDigest) };
      const pipeline = [{ $set: { shop, addressDigest, ...update } }, { $set: keep('statedAt', statedAt) }];
      await retryDuplicates(() => rows.updateOne(filter, pipeline, { upsert: true }));
    },
    remove: async (shop, { addressDigest, statedAt }) => {
      await rows.deleteOne({ _id: rowId(shop, addressDigest), statedAt });
    },
    fail: async (shop, { addressDigest, statedAt }, { code, afterMs }) => {
      const next = afterMs === undefined ? '$$REMOVE' : { $add: ['$$NOW', afterMs] };
      const refusedAt = afterMs === undefined ? '$$NOW' : '$$REMOVE';
      await rows.updateOne({ _id: rowId(shop, addressDigest), statedAt }, [
        { $set: { failures: { $add: ['$failures', 1] }, error: code, dueAt: next, refusedAt } },
      ]);
    },
    wake: async (shop, contacts) => {
      const waits = { shop, contact: { $in: [...contacts] }, ...awaitsCustomer };
      await rows.updateMany(waits, [{ $set: { dueAt: '$$NOW' } }]);
    },
    deleteAll: async (shop) => {
      await rows.deleteMany({ shop });
    },
  };
};
