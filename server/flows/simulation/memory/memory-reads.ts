import type { EngineStore } from '../../../engine/engine-store.ts';
import type { EnrollmentReads } from '../../../engine/enrollment-reads.repository.ts';
import type { MemoryDecisions } from './memory-decisions.ts';

const byDue = (one: { dueAt?: Date | undefined }, other: { dueAt?: Date | undefined }): number =>
  (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0);

/** Whoever entered is in the decisions; those of them who still wait. */
export const createMemoryReads = ({
  decisions,
  store,
}: {
  readonly decisions: MemoryDecisions;
  readonly store: Pick<EngineStore, 'findMany'>;
}): Pick<EnrollmentReads, 'waitingIn'> => ({
  waitingIn: async function* (_shop, flow) {
    const ids = decisions
      .all()
      .flatMap((decision) => (decision.flow === flow ? (decision.enrollment ?? []) : []));
    const waiting = (await store.findMany([...new Set(ids)])).filter(({ state }) => state === 'waiting');
    if (waiting.length > 0) yield { enrollments: waiting.toSorted(byDue), unreadable: [] };
  },
});
