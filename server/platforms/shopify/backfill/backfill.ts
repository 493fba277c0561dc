import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import {
  abandonedCheckoutsPageQuery,
  customersBulkQuery,
  ordersBulkQuery,
  productsBulkQuery,
} from '../operations.ts';
import type { PhaseDeps } from './backfill-phase.ts';
import { runBulkPhase } from './bulk-phase.ts';
import { pastKinds } from './group-facts.ts';
import type { PastKind } from './group-facts.ts';
import { runPagePhase } from './page-phase.ts';

export interface BackfillDeps extends Pick<PhaseDeps, 'admin' | 'record' | 'insert'> {
  readonly shops: Pick<ShopRepository, 'find' | 'saveBackfill'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Fetches a result file; plain `fetch` unless a test brings its own. */
  readonly download?: PhaseDeps['download'] | undefined;
}

export interface Backfill {
  /**
   * Reads the shop's past, going on where an earlier run stopped. Throws `backfill_failed`; run it again later. Where the
   * merchant has not granted what it reads it ends as failed, without an error.
   */
  run(shop: ShopId, signal?: AbortSignal): Promise<BackfillProgress>;
}

const yearsBack = 2;

const twoYearsBefore = (now: Date): string => {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - yearsBack);
  return since.toISOString();
};

const fetchFile = (url: string, signal?: AbortSignal): Promise<Response> =>
  fetch(url, signal === undefined ? {} : { signal });

const startingFrom = (before: BackfillProgress | undefined): BackfillProgress =>
  before === undefined || before.state === 'done'
    ? { state: 'running', applied: 0 }
    : { ...before, state: 'running', error: undefined };

const kindsFrom = (phase: string | undefined): readonly PastKind[] =>
  pastKinds.slice(
    Math.max(
      0,
      pastKinds.findIndex((kind) => kind === phase),
    ),
  );

type RunPhase = (from: BackfillProgress) => Promise<BackfillProgress>;

/** Checkouts last, by pages: Shopify's bulk operations gather them without the link that names them. */
const phasesOf = (
  deps: PhaseDeps,
  run: { readonly shop: ShopId; readonly signal: AbortSignal | undefined; readonly since: string },
): Readonly<Record<PastKind, RunPhase>> => {
  const bulk =
    (kind: PastKind, query: string): RunPhase =>
    (from) =>
      runBulkPhase(deps, { ...run, kind, query }, from);
  const search = `created_at:>='${run.since}'`;
  const pages = { query: abandonedCheckoutsPageQuery, field: 'abandonedCheckouts', search };
  return {
    products: bulk('products', productsBulkQuery),
    customers: bulk('customers', customersBulkQuery),
    orders: bulk('orders', ordersBulkQuery(run.since)),
    checkouts: (from) => runPagePhase(deps, { ...run, kind: 'checkouts', pages }, from),
  };
};

export const createBackfill = (deps: BackfillDeps): Backfill => {
  const { shops, clock, logger, download = fetchFile } = deps;
  const save: PhaseDeps['save'] = async (shop, progress) => {
    await shops.saveBackfill(shop, progress);
    return progress;
  };
  const isTold: PhaseDeps['isTold'] = async (shop, operation) =>
    (await shops.find(shop))?.backfill?.finished === operation;
  const runAll = async (shop: ShopId, signal: AbortSignal | undefined): Promise<BackfillProgress> => {
    let progress = await save(shop, startingFrom((await shops.find(shop))?.backfill));
    const since = twoYearsBefore(clock.now());
    const phases = phasesOf({ ...deps, save, isTold, download }, { shop, signal, since });
    for (const kind of kindsFrom(progress.phase)) progress = await phases[kind](progress);
    return save(shop, { state: 'done', applied: progress.applied, broken: progress.broken });
  };
  return {
    run: async (shop, signal) => {
      try {
        return await runAll(shop, signal);
      } catch (cause) {
        const reached = (await shops.find(shop))?.backfill ?? { applied: 0 };
        const error = errorCodeOf(cause);
        // A worker that ends leaves it to another one: nothing is wrong.
        if (error === 'interrupted') throw cause;
        const stopped = await save(shop, { ...reached, state: 'failed', error });
        logger.error({ shop, err: cause, code: error }, 'the back-fill stopped');
        // Trying again at once mends nothing: the merchant has to grant it first.
        if (error === 'scope_not_granted') return stopped;
        throw new EncoreError('backfill_failed', { cause });
      }
    },
  };
};
