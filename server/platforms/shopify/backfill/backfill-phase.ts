import type { ShopId } from '../../../lib/brand.ts';
import { EncoreError } from '../../../lib/errors.ts';
import type { NewDelivery } from '../../../shop/delivery.ts';
import type { GroupInsert } from '../../../shop/inbox/group-commit.ts';
import type { RecordFacts } from '../../../shop/record-facts.ts';
import type { BackfillProgress } from '../../../shop/shop.ts';
import type { AdminClient } from '../admin-client.ts';
import { brokenDelivery, readGroup } from './broken-lines.ts';
import type { BulkGroup } from './bulk-lines.ts';
import type { PastKind } from './group-facts.ts';

/** One phase of one shop's back-fill. */
export interface PhaseRun {
  readonly shop: ShopId;
  readonly kind: PastKind;
  readonly signal: AbortSignal | undefined;
}

export interface PhaseDeps {
  readonly admin: AdminClient;
  readonly record: RecordFacts;
  /** Where lines that can't be read are kept. */
  readonly insert: GroupInsert<NewDelivery>;
  /** Durable before it resolves: where the next run goes on. */
  readonly save: (shop: ShopId, progress: BackfillProgress) => Promise<BackfillProgress>;
  /** Whether the platform has told that this bulk operation is over. */
  readonly isTold: (shop: ShopId, operation: string) => Promise<boolean>;
  readonly download: (url: string, signal?: AbortSignal) => Promise<Response>;
}

/** Groups that go through the one way in together, and where reading goes on after them. */
export interface Batch {
  readonly groups: readonly BulkGroup[];
  readonly next: Pick<BackfillProgress, 'offset' | 'cursor'>;
}

/** At the first line of a phase, also when it has to begin again: then what it had counted is taken back. */
export const beginPhase = (kind: PastKind, progress: BackfillProgress): BackfillProgress => {
  const { state, applied, broken, phase, before = { applied: 0 } } = progress;
  const counted = phase === kind ? before : { applied, broken };
  return { state, ...counted, phase: kind, before: counted, offset: 0 };
};

const setAside = async (deps: PhaseDeps, deliveries: readonly NewDelivery[]): Promise<void> => {
  if (deliveries.length === 0) return;
  if ((await deps.insert(deliveries)).includes('failed')) throw new EncoreError('inbox_unavailable');
};

/** Facts and what could not be read; resolves to how many lines that is. */
const write = async (
  deps: PhaseDeps,
  { shop, kind }: PhaseRun,
  groups: readonly BulkGroup[],
): Promise<number> => {
  const read = groups.map((group) => readGroup(kind, group));
  const broken = read.flatMap((one) => one.broken);
  await deps.record(
    shop,
    read.flatMap(({ facts }) => facts),
    'backfill',
  );
  await setAside(
    deps,
    broken.map((one) => brokenDelivery(shop, kind, one)),
  );
  return broken.reduce((sum, { lines }) => sum + lines.length, 0);
};

const reach = (progress: BackfillProgress, next: Batch['next'], broken: number): BackfillProgress => {
  const lines = (next.offset ?? 0) - (progress.offset ?? 0);
  const applied = progress.applied + lines - broken;
  return { ...progress, ...next, applied, broken: (progress.broken ?? 0) + broken };
};

/**
 * While the database writes one batch, the next is read and decided. How far it came is saved in the order of the file, each
 * time after all that lies before is written: whatever dies in between is done again from there, and ends the same. Throws
 * `interrupted` after it has saved, when it was told to stop; nothing is under way any more once it throws.
 */
export const applyBatches = async (
  deps: PhaseDeps,
  run: PhaseRun,
  { batches, from }: { readonly batches: AsyncIterable<Batch>; readonly from: BackfillProgress },
): Promise<BackfillProgress> => {
  const { shop, signal } = run;
  const settle = async (before: Promise<BackfillProgress>, { next }: Batch, written: Promise<number>) => {
    const [progress, broken] = await Promise.all([before, written]);
    return deps.save(shop, reach(progress, next, broken));
  };
  let [earlier, latest] = [Promise.resolve(from), Promise.resolve(from)];
  let underWay: readonly Promise<unknown>[] = [];
  try {
    for await (const batch of batches) {
      const written = write(deps, run, batch.groups);
      [earlier, latest] = [latest, settle(latest, batch, written)];
      underWay = [...underWay.slice(-2), written.catch(() => undefined), latest.catch(() => undefined)];
      await earlier;
      if (signal?.aborted === true) throw new EncoreError('interrupted');
    }
    return await latest;
  } finally {
    await Promise.all(underWay);
  }
};
