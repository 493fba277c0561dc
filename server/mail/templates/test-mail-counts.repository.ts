import type { Connection } from 'mongoose';
import type { ShopId } from '../../lib/brand.ts';
import { realNow } from '../../lib/clock.ts';
import { rowsOf } from '../../shop/rows.model.ts';

/** How many test mails a shop sent in an hour. */
export interface TestMailCounts {
  /** Which of this hour's it is, from 1. */
  take(shop: ShopId): Promise<number>;
  ensureIndexes(): Promise<void>;
}

interface CountRow {
  readonly _id: string;
  readonly shop: ShopId;
  readonly count: number;
  readonly expiresAt: Date;
}

const hourMs = 3_600_000;

export const createTestMailCounts = (connection: Connection): TestMailCounts => {
  const rows = rowsOf<CountRow>(connection, 'test_mail_counts');
  return {
    take: async (shop) => {
      const hour = Math.floor(realNow().getTime() / hourMs);
      const row = await rows.findOneAndUpdate(
        { _id: `${shop} ${hour}` },
        { $inc: { count: 1 }, $set: { shop, expiresAt: new Date((hour + 2) * hourMs) } },
        { upsert: true, returnDocument: 'after' },
      );
      return row?.count ?? 1;
    },
    ensureIndexes: async () => {
      await rows.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
    },
  };
};
