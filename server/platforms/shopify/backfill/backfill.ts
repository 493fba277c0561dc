import type { ShopId } from '../../../lib/brand.ts';
import type { Clock } from '../../../lib/clock.ts';
import { EncoreError, errorCodeOf } from '../../../lib/errors.ts';
import type { Logger } from '../../../lib/logger.ts';
import type { RecordFacts } from '../../../shop/record-facts.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import type { ShopRepository } from '../../../shop/shops.repository.ts';
import type { AdminClient } from '../admin-client.ts';
import { customersBulkQuery, ordersBulkQuery, productsBulkQuery } from '../operations.ts';
import { runPhase } from './backfill-phase.ts';
import type { BackfillPhase, PhaseDeps } from './backfill-phase.ts';
import { customerFacts } from './customer-facts.ts';
import { orderFacts } from './order-facts.ts';
import { productFacts } from './product-facts.ts';

export interface BackfillDeps {
  readonly shops: Pick<ShopRepository, 'find' | 'saveBackfill'>;
  readonly admin: AdminClient;
  readonly record: RecordFacts;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Fetches a result file; plain `fetch` unless a test brings its own. */
  readonly download?: ((url: string, signal?: AbortSignal) => Promise<Response>) | undefined;
}

export interface Backfill {
  /** Reads the shop's past, going on where an earlier run stopped. Throws `backfill_failed`; run it again later. */
  run(shop: ShopId, signal?: AbortSignal): Promise<BackfillProgress>;
}

const yearsBack = 2;

const twoYearsBefore = (now: Date): string => {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - yearsBack);
  return since.toISOString();
};

/** Customers before orders: so an order finds the contact that the account already is. */
const phases: readonly BackfillPhase[] = [
  { name: 'products', query: () => productsBulkQuery, factsOf: productFacts },
  { name: 'customers', query: () => customersBulkQuery, factsOf: customerFacts },
  { name: 'orders', query: (now) => ordersBulkQuery(twoYearsBefore(now)), factsOf: orderFacts },
];

const fetchFile = (url: string, signal?: AbortSignal): Promise<Response> =>
  fetch(url, signal === undefined ? {} : { signal });

const startingFrom = (before: BackfillProgress | undefined): BackfillProgress =>
  before === undefined || before.state === 'done'
    ? { state: 'running', applied: 0 }
    : { ...before, state: 'running', error: undefined };

const phasesFrom = (name: string | undefined): readonly BackfillPhase[] => {
  const reached = phases.findIndex((phase) => phase.name === name);
  return phases.slice(Math.max(0, reached));
};

export const createBackfill = (deps: BackfillDeps): Backfill => {
  const { shops, admin, record, clock, logger, download = fetchFile } = deps;
  const save: PhaseDeps['save'] = async (shop, progress) => {
    await shops.saveBackfill(shop, progress);
    return progress;
  };
  const runAll = async (shop: ShopId, signal: AbortSignal | undefined): Promise<BackfillProgress> => {
    let progress = await save(shop, startingFrom((await shops.find(shop))?.backfill));
    for (const phase of phasesFrom(progress.phase)) {
      const run = { shop, phase, now: clock.now(), signal };
      progress = await runPhase({ admin, record, save, download }, run, progress);
    }
    return save(shop, { state: 'done', applied: progress.applied, broken: progress.broken });
  };
  return {
    run: async (shop, signal) => {
      try {
        return await runAll(shop, signal);
      } catch (cause) {
        const reached = (await shops.find(shop))?.backfill ?? { applied: 0 };
        const error = errorCodeOf(cause);
        await save(shop, { ...reached, state: 'failed', error });
        logger.error({ shop, err: cause, code: error }, 'the back-fill stopped');
        throw new EncoreError('backfill_failed', { cause });
      }
    },
  };
};
