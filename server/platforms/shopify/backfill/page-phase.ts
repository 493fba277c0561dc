import type { BackfillProgress } from '../../../shop/shop.ts';
import { readPages } from '../reconcile/read-pages.ts';
import type { PageRequest, PolledNode, PolledPage } from '../reconcile/read-pages.ts';
import { applyBatches, beginPhase } from './backfill-phase.ts';
import type { Batch, PhaseDeps, PhaseRun } from './backfill-phase.ts';
import type { BulkGroup } from './bulk-lines.ts';

export interface PageRun extends PhaseRun {
  readonly pages: PageRequest;
}

const groupOf = ({ lineItems, ...root }: PolledNode, lines: number): BulkGroup => ({
  root,
  children: lineItems?.nodes ?? [],
  lines,
  broken: [],
});

const batchesOf = async function* (pages: AsyncIterable<PolledPage>, offset: number): AsyncGenerator<Batch> {
  let done = offset;
  for await (const { nodes, next: cursor } of pages) {
    const groups = nodes.map((node, index) => groupOf(node, done + index + 1));
    done += nodes.length;
    yield { groups, next: { offset: done, cursor } };
  }
};

/** For what bulk operations don't gather: page by page, going on at the page where an earlier run stopped. */
export const runPagePhase = async (
  deps: PhaseDeps,
  run: PageRun,
  progress: BackfillProgress,
): Promise<BackfillProgress> => {
  const { shop, kind, pages } = run;
  const from = progress.phase === kind ? progress : await deps.save(shop, beginPhase(kind, progress));
  const read = readPages(deps.admin, shop, { ...pages, after: from.cursor });
  return applyBatches(deps, run, { batches: batchesOf(read, from.offset ?? 0), from });
};
