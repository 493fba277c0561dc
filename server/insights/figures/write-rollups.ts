import { monotonicMs } from '../../lib/clock.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { DayCounts } from './day-counts.repository.ts';
import type { Rollups } from './rollups.repository.ts';

export interface RollupDeps {
  readonly counts: DayCounts;
  readonly rollups: Pick<Rollups, 'replaceDay' | 'state' | 'saveState'>;
  /** Real time as the database tells it: what was written is compared with it. */
  readonly realTime: Clock;
}

/** What is written while we read may be seen only later: it is looked at once more. */
const overlapMs = 2 * 60_000;
/** A shop's counting takes no more than this share of the time. */
const share = 1 / 20;

/**
 * Counts anew every day that changed, from the ledger as it stands: however often, with whatever died in between, it ends
 * in the same rows. Resolves to how many days were counted.
 */
export const writeRollups = async (
  { counts, rollups, realTime }: RollupDeps,
  shop: ShopId,
  signal?: AbortSignal,
): Promise<number> => {
  const now = realTime.now();
  const state = await rollups.state(shop);
  if (state !== undefined && state.restUntil > now) return 0;
  const began = monotonicMs();
  const since = new Date((state?.readTo.getTime() ?? overlapMs) - overlapMs);
  const days = await counts.changedSince(shop, since);
  for (const day of days) {
    // Not saved: the next look begins where this one did.
    if (signal?.aborted === true) return 0;
    await rollups.replaceDay(shop, day, await counts.count(shop, day));
  }
  const tookMs = monotonicMs() - began;
  await rollups.saveState(shop, { readTo: now, restUntil: new Date(now.getTime() + tookMs / share) });
  return days.length;
};
