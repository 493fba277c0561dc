import type { Connection } from 'mongoose';
import type { ShopId } from '../../../lib/brand.ts';
import { realNow } from '../../../lib/clock.ts';
import { digest } from '../../../lib/digest.ts';
import { retryDuplicates } from '../../../shop/write-errors.ts';
import { flowFiringRows, flowIndexes, flowListenerRows } from './flow-rows.model.ts';
import type { FlowFiring } from './flow-rows.model.ts';

export interface FlowRows {
  /** What Shopify told of a trigger's use; news older than what is known change nothing. */
  hear(
    shop: ShopId,
    told: { readonly trigger: string; readonly listening: boolean; readonly at: Date },
  ): Promise<void>;
  isListening(shop: ShopId, trigger: string): Promise<boolean>;
  saveSeen(shop: ShopId, trigger: string, until: Date): Promise<void>;
  /** Each waits until it is done; what is there already, or was, stays as it is. */
  add(shop: ShopId, firings: readonly Omit<FlowFiring, 'id' | 'shop' | 'failures'>[]): Promise<void>;
  /** Kept for a week, so that it isn't added again. */
  end(shop: ShopId, id: string, ended: string): Promise<void>;
  tryAgain(shop: ShopId, id: string, afterMs: number): Promise<void>;
  ensureIndexes(): Promise<void>;
}

const keptMs = 7 * 86_400_000;
const atOnce = new Date(0);

export const createFlowRows = (connection: Connection): FlowRows => {
  const listeners = flowListenerRows(connection);
  const firings = flowFiringRows(connection);
  const listenerId = (shop: ShopId, trigger: string): string => `${shop} ${trigger}`;
  return {
    hear: async (shop, { trigger, listening, at }) => {
      const newer = { $lt: [{ $ifNull: ['$heardAt', new Date(0)] }, at] };
      // Who begins to listen hears of nothing that was before.
      const begins = { $and: [newer, listening, { $ne: ['$listening', true] }] };
      const row = {
        shop,
        trigger,
        listening: { $cond: [newer, listening, '$listening'] },
        heardAt: { $cond: [newer, at, '$heardAt'] },
        since: { $cond: [begins, '$$NOW', { $ifNull: ['$since', '$$NOW'] }] },
        seenUntil: { $cond: [begins, '$$NOW', { $ifNull: ['$seenUntil', '$$NOW'] }] },
      };
      const filter = { _id: listenerId(shop, trigger) };
      await retryDuplicates(() => listeners.updateOne(filter, [{ $set: row }], { upsert: true }));
    },
    isListening: async (shop, trigger) =>
      (await listeners.findOne({ _id: listenerId(shop, trigger) }))?.listening === true,
    saveSeen: async (shop, trigger, until) => {
      await listeners.updateOne({ _id: listenerId(shop, trigger) }, { $max: { seenUntil: until } });
    },
    add: async (shop, added) => {
      if (added.length === 0) return;
      const expiresAt = new Date(realNow().getTime() + keptMs);
      const writes = added.map((firing) => ({
        updateOne: {
          filter: { _id: digest(shop, firing.trigger, firing.message) },
          update: { $setOnInsert: { ...firing, shop, failures: 0, dueAt: atOnce, expiresAt } },
          upsert: true,
        },
      }));
      await firings.bulkWrite(writes, { ordered: false });
    },
    end: async (shop, id, ended) => {
      await firings.updateOne({ _id: id, shop }, { $set: { ended }, $unset: { dueAt: 1 } });
    },
    tryAgain: async (shop, id, afterMs) => {
      await firings.updateOne({ _id: id, shop }, [
        { $set: { failures: { $add: ['$failures', 1] }, dueAt: { $add: ['$$NOW', afterMs] } } },
      ]);
    },
    ensureIndexes: async () => {
      const database = connection.getClient().db(connection.name);
      for (const { collection, indexes } of flowIndexes)
        await database.collection(collection).createIndexes([...indexes]);
    },
  };
};
