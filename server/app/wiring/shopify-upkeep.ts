import { asShopId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { errorCodeOf } from '../../lib/errors.ts';
import { createConsentWriteBack } from '../../platforms/shopify/consent-write-back.ts';
import type { ConsentWriteBack } from '../../platforms/shopify/consent-write-back.ts';
import { createReconcile } from '../../platforms/shopify/reconcile/reconcile.ts';
import type { Reconcile } from '../../platforms/shopify/reconcile/reconcile.ts';
import { createReadScopes } from '../../platforms/shopify/scopes.ts';
import { isShopDomain } from '../../platforms/shopify/shop-domain.ts';
import { createConsentWriteRepository } from '../../shop/consent-writes.repository.ts';
import { createDueConsentWrites } from '../../shop/consent-writes.system.repository.ts';
import { createInboxInsert } from '../../shop/inbox/inbox-insert.repository.ts';
import { createReconciliationRepository } from '../../shop/reconciliations.repository.ts';
import { createShopSystemRepository } from '../../shop/shops.system.repository.ts';
import type { Meters } from '../metrics/meters.ts';
import { wireReadSubscriptions } from './billing.ts';
import { wireAdmin, wirePixel } from './platform.ts';
import type { PlatformParts } from './platform.ts';

export const wireReconcile = (parts: PlatformParts, meters?: Meters): Reconcile => {
  const { data, logger } = parts;
  return createReconcile({
    shops: data.shop.shops,
    known: data.shop,
    polls: createReconciliationRepository(data.connection),
    admin: wireAdmin(parts).admin,
    insert: createInboxInsert(data.connection),
    clock: data.clock,
    logger,
    metrics: {
      found: (kind, count) => meters?.count('encore_found_by_poll_total', count, { kind }),
    },
  });
};

export const wireConsentWriteBack = (parts: PlatformParts): ConsentWriteBack => {
  const { data, logger } = parts;
  return createConsentWriteBack({
    due: createDueConsentWrites(data.connection),
    writes: createConsentWriteRepository(data.connection),
    contacts: data.shop.contacts,
    consents: data.shop.consents,
    admin: wireAdmin(parts).admin,
    logger,
  });
};

export interface ShopifyUpkeep {
  /** Every installed shop, one after the other; one that fails keeps no other from its turn. */
  reconcile(signal: AbortSignal): Promise<void>;
  writeConsents(signal: AbortSignal): Promise<void>;
  keepTokens(signal: AbortSignal): Promise<void>;
  /** What each shop pays for, where something is sold. */
  readSubscriptions(signal: AbortSignal): Promise<void>;
}

const dailyMs = 24 * 3_600_000;

/** At the first reconciliation of a process, so after every start, and once a day: a shop that failed is tried at the next. */
const nowAndThen = (work: (shop: ShopId) => Promise<void>) => {
  const dueMs = new Map<ShopId, number>();
  return async (shop: ShopId): Promise<void> => {
    if ((dueMs.get(shop) ?? 0) > monotonicMs()) return;
    await work(shop);
    dueMs.set(shop, monotonicMs() + dailyMs);
  };
};

export const wireShopifyUpkeep = (parts: PlatformParts & { readonly meters: Meters }): ShopifyUpkeep => {
  const { data, logger, meters } = parts;
  const shops = createShopSystemRepository(data.connection);
  const polls = wireReconcile(parts, meters);
  const consents = wireConsentWriteBack(parts);
  const { tokens } = wireAdmin(parts);
  const readSubscriptions = wireReadSubscriptions(parts);
  const keepPixel = nowAndThen(wirePixel(parts));
  const { admin } = wireAdmin(parts);
  const readScopes = nowAndThen(createReadScopes({ admin, shops: data.shop.shops, clock: data.clock }));
  const each = async (what: string, signal: AbortSignal, work: (shop: ShopId) => Promise<unknown>) => {
    for (const shop of (await shops.listInstalled()).filter(isShopDomain)) {
      if (signal.aborted) return;
      try {
        await work(asShopId(shop));
      } catch (error) {
        logger.warn({ shop, what, code: errorCodeOf(error), err: error }, 'upkeep of a shop failed');
      }
    }
  };
  return {
    reconcile: async (signal) => {
      await each('reconcile', signal, (shop) => polls.run(shop, { signal }));
      await each('scopes', signal, readScopes);
      await each('pixel', signal, keepPixel);
    },
    writeConsents: async (signal) => void (await consents.run(signal)),
    readSubscriptions: async (signal) => {
      if (parts.config.billing !== undefined) await each('subscriptions', signal, readSubscriptions);
    },
    keepTokens: (signal) => each('keep-alive', signal, (shop) => tokens.keepAlive(shop)),
  };
};
