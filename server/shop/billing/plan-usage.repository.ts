import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { rowsOf } from '../rows.model.ts';
import { retryDuplicates } from '../write-errors.ts';

interface UsageRow {
  readonly _id: string;
  readonly shop: ShopId;
  readonly used: number;
  /** What the last request was given: how its answer comes back in the same command. */
  readonly granted: number;
  readonly expiresAt: Date;
}

export interface UsageRequest {
  /** `YYYY-MM` */
  readonly month: string;
  /** Used already and not yet counted; less than nothing when places came back. */
  readonly already: number;
  readonly wanted: number;
  readonly limit: number;
}

export interface UsageAnswer {
  readonly granted: number;
  readonly used: number;
}

/** How many mails a shop's plan has paid for in a month. */
export interface PlanUsage {
  /** Counts what was used and gives as many more as the limit has room for, in one command. */
  take(shop: ShopId, request: UsageRequest): Promise<UsageAnswer>;
  used(shop: ShopId, month: string): Promise<number>;
  ensureIndexes(): Promise<void>;
}

const keptMs = 400 * 86_400_000;

export const createPlanUsage = (connection: Connection): PlanUsage => {
  const rows = rowsOf<UsageRow>(connection, 'plan_usage');
  const idOf = (shop: ShopId, month: string): string => `${shop} ${month}`;
  return {
    take: async (shop, { month, already, wanted, limit }) => {
      const counted = { $max: [0, { $add: [{ $ifNull: ['$used', 0] }, already] }] };
      const room = { $max: [0, { $min: [wanted, { $subtract: [limit, '$used'] }] }] };
      const expiresAt = new Date(Date.parse(`${month}-01`) + keptMs);
      const row = await retryDuplicates(() =>
        rows.findOneAndUpdate(
          { _id: idOf(shop, month) },
          [
            { $set: { shop, expiresAt, used: counted } },
            { $set: { granted: room } },
            { $set: { used: { $add: ['$used', '$granted'] } } },
          ],
          { upsert: true, returnDocument: 'after' },
        ),
      );
      return { granted: row?.granted ?? 0, used: row?.used ?? 0 };
    },
    used: async (shop, month) => (await rows.findOne({ _id: idOf(shop, month) }))?.used ?? 0,
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
    },
  };
};
