import { EncoreError } from '../../../lib/errors.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import { applyBatches, beginPhase } from './backfill-phase.ts';
import type { Batch, PhaseDeps, PhaseRun } from './backfill-phase.ts';
import { linesOf, readBulkGroups } from './bulk-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { awaitBulkOperation, startBulkOperation } from './bulk-operation.ts';
import type { BulkResult } from './bulk-operation.ts';

export interface BulkRun extends PhaseRun {
  /** What Shopify is asked to gather. */
  readonly query: string;
}

const batchGroups = 250;

/** The id is kept before anything waits for it: a restart goes on with the same result. */
const start = async (
  deps: PhaseDeps,
  run: BulkRun,
  progress: BackfillProgress,
): Promise<BackfillProgress> => {
  const operation = await startBulkOperation(deps.admin, run.shop, run.query);
  return deps.save(run.shop, { ...beginPhase(run.kind, progress), operation });
};

const wait = (
  { admin, isTold }: PhaseDeps,
  { shop, signal }: BulkRun,
  id: string | undefined,
): Promise<BulkResult> =>
  id === undefined
    ? Promise.resolve({ kind: 'lost', why: 'never started' })
    : awaitBulkOperation(admin, shop, { id, signal, isTold: () => isTold(shop, id) });

interface Found {
  readonly current: BackfillProgress;
  readonly url: string | undefined;
}

const found = async (
  deps: PhaseDeps,
  run: BulkRun,
  { current, result }: { current: BackfillProgress; result: Extract<BulkResult, { kind: 'done' }> },
): Promise<Found> => ({
  current: await deps.save(run.shop, { ...current, total: result.lines }),
  url: result.url,
});

/** A result kept from an earlier run may have expired: it is asked for once more. */
const resultOf = async (deps: PhaseDeps, run: BulkRun, progress: BackfillProgress): Promise<Found> => {
  const kept = progress.phase === run.kind ? progress.operation : undefined;
  const first = await wait(deps, run, kept);
  if (first.kind === 'done') return found(deps, run, { current: progress, result: first });
  const current = await start(deps, run, progress);
  const second = await wait(deps, run, current.operation);
  if (second.kind === 'done') return found(deps, run, { current, result: second });
  await deps.save(run.shop, { ...current, operation: undefined });
  const code = second.why === 'ACCESS_DENIED' ? 'scope_not_granted' : 'backfill_failed';
  throw new EncoreError(code, { message: `the bulk operation ended: ${second.why}` });
};

const openFile = async (
  deps: PhaseDeps,
  url: string,
  signal?: AbortSignal,
): Promise<AsyncIterable<string>> => {
  const response = await deps.download(url, signal);
  if (!response.ok)
    throw new EncoreError('backfill_failed', { message: `the result answered ${response.status}` });
  return linesOf(response);
};

const batchesOf = async function* (groups: AsyncIterable<BulkGroup>): AsyncGenerator<Batch> {
  let batch: BulkGroup[] = [];
  const take = (): Batch => {
    const full = { groups: batch, next: { offset: batch.at(-1)?.lines } };
    batch = [];
    return full;
  };
  for await (const group of groups) {
    batch.push(group);
    if (batch.length === batchGroups) yield take();
  }
  if (batch.length > 0) yield take();
};

/** Asks, waits, reads, applies; resolves to how far it came. Throws where the next run goes on. */
export const runBulkPhase = async (
  deps: PhaseDeps,
  run: BulkRun,
  progress: BackfillProgress,
): Promise<BackfillProgress> => {
  const { current, url } = await resultOf(deps, run, progress);
  if (url === undefined) return current;
  const lines = await openFile(deps, url, run.signal);
  const batches = batchesOf(readBulkGroups(lines, current.offset));
  return applyBatches(deps, run, { batches, from: current });
};
