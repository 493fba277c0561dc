import { ZodError } from 'zod';
import type { ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { StoreFact } from '../../../shop/facts.ts';
import type { RecordFacts } from '../../../shop/record-facts.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import type { AdminClient } from '../admin-client.ts';
import { linesOf, readBulkGroups } from './bulk-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';
import { awaitBulkOperation, startBulkOperation } from './bulk-operation.ts';
import type { BulkResult } from './bulk-operation.ts';

export interface BackfillPhase {
  readonly name: string;
  readonly query: (now: Date) => string;
  readonly factsOf: (group: BulkGroup) => readonly StoreFact[];
}

/** One phase of one shop's back-fill. */
export interface PhaseRun {
  readonly shop: ShopId;
  readonly phase: BackfillPhase;
  readonly now: Date;
  readonly signal: AbortSignal | undefined;
}

export interface PhaseDeps {
  readonly admin: AdminClient;
  readonly record: RecordFacts;
  /** Durable before it resolves: where the next run goes on. */
  readonly save: (shop: ShopId, progress: BackfillProgress) => Promise<BackfillProgress>;
  readonly download: (url: string, signal?: AbortSignal) => Promise<Response>;
}

const batchGroups = 250;

/** A line that can't be read is counted, the rest goes on. */
const readGroup = (
  phase: BackfillPhase,
  group: BulkGroup,
): { facts: readonly StoreFact[]; broken: number } => {
  try {
    return { facts: group.root === undefined ? [] : phase.factsOf(group), broken: group.broken };
  } catch (error) {
    if (error instanceof ZodError) return { facts: [], broken: group.broken + 1 };
    throw error;
  }
};

/** The id is kept before anything waits for it: a restart goes on with the same result. */
const start = async (
  deps: PhaseDeps,
  run: PhaseRun,
  progress: BackfillProgress,
): Promise<BackfillProgress> => {
  const operation = await startBulkOperation(deps.admin, run.shop, run.phase.query(run.now));
  return deps.save(run.shop, { ...progress, phase: run.phase.name, operation, offset: 0 });
};

const wait = (
  { admin }: PhaseDeps,
  { shop, signal }: PhaseRun,
  id: string | undefined,
): Promise<BulkResult> =>
  id === undefined
    ? Promise.resolve({ kind: 'lost', why: 'never started' })
    : awaitBulkOperation(admin, shop, { id, signal });

/** A result kept from an earlier run may have expired: it is asked for once more. */
const resultOf = async (
  deps: PhaseDeps,
  run: PhaseRun,
  progress: BackfillProgress,
): Promise<{ readonly current: BackfillProgress; readonly url: string | undefined }> => {
  const kept = progress.phase === run.phase.name ? progress.operation : undefined;
  const first = await wait(deps, run, kept);
  if (first.kind === 'done') return { current: progress, url: first.url };
  const current = await start(deps, run, progress);
  const second = await wait(deps, run, current.operation);
  if (second.kind === 'done') return { current, url: second.url };
  await deps.save(run.shop, { ...current, operation: undefined });
  throw new EncoreError('backfill_failed', { message: `the bulk operation ended: ${second.why}` });
};

const applyBatch = async (
  deps: PhaseDeps,
  run: PhaseRun,
  { batch, progress }: { batch: readonly BulkGroup[]; progress: BackfillProgress },
): Promise<BackfillProgress> => {
  const read = batch.map((group) => readGroup(run.phase, group));
  const facts = read.flatMap((one) => one.facts);
  await deps.record(run.shop, facts, 'backfill');
  const offset = batch.at(-1)?.lines ?? progress.offset ?? 0;
  const broken = (progress.broken ?? 0) + read.reduce((sum, one) => sum + one.broken, 0);
  const applied = progress.applied + offset - (progress.offset ?? 0);
  return deps.save(run.shop, { ...progress, offset, applied, broken });
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

/** Asks, waits, reads, applies; resolves to how far it came. Throws where the next run goes on. */
export const runPhase = async (
  deps: PhaseDeps,
  run: PhaseRun,
  from: BackfillProgress,
): Promise<BackfillProgress> => {
  const { current, url } = await resultOf(deps, run, from);
  if (url === undefined) return current;
  let progress = current;
  let batch: BulkGroup[] = [];
  for await (const group of readBulkGroups(await openFile(deps, url, run.signal), progress.offset)) {
    batch.push(group);
    if (batch.length < batchGroups) continue;
    progress = await applyBatch(deps, run, { batch, progress });
    batch = [];
    if (run.signal?.aborted === true) throw new EncoreError('backfill_failed', { message: 'stopped' });
  }
  return batch.length === 0 ? progress : applyBatch(deps, run, { batch, progress });
};
