import type { ShopId } from '../../lib/brand.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import { createBackfill } from '../../platforms/shopify/backfill/backfill.ts';
import type { Backfill } from '../../platforms/shopify/backfill/backfill.ts';
import { isShopDomain } from '../../platforms/shopify/shop-domain.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createJournalFacts } from '../../shop/journal/journal-facts.ts';
import { createRecordFacts } from '../../shop/record-facts.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import type { Flows } from './flows.ts';
import { wireLearning } from './learning.ts';
import { wireAdmin } from './platform.ts';
import type { PlatformParts } from './platform.ts';

const wireBackfill = (parts: PlatformParts): Backfill => {
  const { data, logger } = parts;
  return createBackfill({
    shops: data.shop.shops,
    admin: wireAdmin(parts).admin,
    record: createRecordFacts(data.shop, createJournalFacts(data.shop.journal, data.clock)),
    insert: createInboxInsert(data.connection),
    clock: data.clock,
    logger,
  });
};

export interface BackfillJobs {
  /** Reads the past and learns from it. */
  one(shop: ShopId, signal: AbortSignal): Promise<void>;
  /** Whatever stopped for longer than its own job tries again, and installs that died before they asked for it. */
  rest(payload: object, signal: AbortSignal): Promise<void>;
}

const startedMs = 10 * 60_000;

export const wireBackfillJobs = (parts: PlatformParts & { readonly flows: Flows }): BackfillJobs => {
  const { data, logger } = parts;
  const backfill = wireBackfill(parts);
  const learning = wireLearning(parts);
  const { listInstalled } = createShopSystemRepository(data.connection);
  const isLeft = async (shop: ShopId): Promise<boolean> => {
    const found = await data.shop.shops.find(shop);
    if (found?.backfill !== undefined) return found.backfill.state === 'failed';
    return found !== undefined && data.clock.now().getTime() - found.installedAt.getTime() > startedMs;
  };
  const one: BackfillJobs['one'] = async (shop, signal) => {
    await backfill.run(shop, signal);
    await learning.learn(shop);
  };
  return {
    one,
    rest: async (_payload, signal) => {
      for (const shop of (await listInstalled()).filter(isShopDomain)) {
        if (signal.aborted) return;
        if (!(await isLeft(shop))) continue;
        await one(shop, signal).catch((error: unknown) =>
          logger.warn({ shop, code: errorCodeOf(error) }, 'a back-fill stopped again'),
        );
      }
    },
  };
};
