import type { FlowId, ShopId } from '../../lib/brand.ts';
import type { EnrollmentCounts } from '../../engine/enrollment-counts.repository.ts';
import type { FlowStatus } from '../../flows/flow.ts';
import type { OverviewReader } from '../http/api/api-deps.ts';

interface FlowAtAGlance {
  readonly id: FlowId;
  readonly title: string;
  readonly status: FlowStatus;
}

export interface OverviewReaderDeps {
  /** Shop time of the newest visit the storefront told. */
  readonly lastVisit: (shop: ShopId) => Promise<Date | undefined>;
  readonly flows: { list(shop: ShopId): Promise<readonly FlowAtAGlance[]> };
  readonly enrollments: Pick<EnrollmentCounts, 'waiting'>;
  /** Messages by status that ended at or after `since`. */
  readonly endedSince: (
    shop: ShopId,
    since: Date,
  ) => Promise<{ readonly sent: number; readonly skipped: number }>;
}

const dayMs = 24 * 60 * 60_000;

export const createOverviewReader = (deps: OverviewReaderDeps): OverviewReader => ({
  read: async (shop, now) => {
    const [flows, waiting, lastVisitAt, week] = await Promise.all([
      deps.flows.list(shop),
      deps.enrollments.waiting(shop, new Date(now.getTime() + dayMs), new Date(now.getTime() + 7 * dayMs)),
      deps.lastVisit(shop),
      deps.endedSince(shop, new Date(now.getTime() - 7 * dayMs)),
    ]);
    return {
      lastVisitAt,
      flows: flows.map(({ id, title, status }) => ({
        id,
        title,
        status,
        waiting: waiting.get(id)?.waiting ?? 0,
        dueNextDay: waiting.get(id)?.dueSoon ?? 0,
        dueNextWeek: waiting.get(id)?.dueLater ?? 0,
      })),
      week: { ...week, waiting: flows.reduce((sum, { id }) => sum + (waiting.get(id)?.waiting ?? 0), 0) },
    };
  },
});
