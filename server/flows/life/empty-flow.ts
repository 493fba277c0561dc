import type { FlowId, ShopId } from '../../lib/brand.ts';
import { EncoreError } from '../../lib/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import type { DecisionLog, DecisionRecord } from '../../engine/decision.ts';
import type { EngineStore } from '../../engine/engine-store.ts';
import type { EnrollmentReads } from '../../engine/enrollment-reads.repository.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { ExitReason } from '../exit-reason.ts';
import type { FlowRepository } from '../flow.repository.ts';
import type { MessagePort } from '../reactor-deps.ts';

export interface EmptyDeps {
  readonly flows: Pick<FlowRepository, 'find'>;
  readonly reads: Pick<EnrollmentReads, 'waitingIn'>;
  readonly store: Pick<EngineStore, 'move' | 'quarantineUnreadable'>;
  readonly messages: Pick<MessagePort, 'cancelScheduled'>;
  readonly decisions: DecisionLog;
  readonly clock: Clock;
}

const reason: ExitReason = 'flow_archived';
const pageSize = 500;
/** Who is moved on at the same moment is met in another pass; more than a few mean that somebody enters. */
const passes = 5;

const explained = ({ shop, flow, contact, about, id }: Enrollment, at: Date): DecisionRecord => ({
  shop,
  flow,
  contact,
  about,
  enrollment: id,
  step: '',
  kind: 'exited',
  reason,
  at,
});

/** A2 and A3 of the protocol for a page: exits by compare-and-set in one bulk, then their scheduled rows. */
const closePage = async (
  deps: EmptyDeps,
  shop: ShopId,
  enrollments: readonly Enrollment[],
): Promise<number> => {
  const closed = await deps.store.move(
    enrollments.map(({ id, rev }) => ({ id, rev, to: 'exited', reason }) as const),
  );
  await deps.messages.cancelScheduled(shop, [...closed]);
  const at = deps.clock.now();
  await deps.decisions.record(
    enrollments.filter(({ id }) => closed.has(id)).map((enrollment) => explained(enrollment, at)),
  );
  return closed.size;
};

/**
 * Everybody who waits in an archived flow leaves it, page by page; done again it finds who is left. Resolves to how many
 * left. A kill between a page's exits and the rest is mended by the sweep (rows) and by explain (reasons).
 */
export const emptyArchivedFlow = async (
  deps: EmptyDeps,
  { shop, flow }: { readonly shop: ShopId; readonly flow: FlowId },
  signal: AbortSignal,
): Promise<number> => {
  if ((await deps.flows.find(shop, flow))?.status !== 'archived') return 0;
  let left = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    let met = 0;
    for await (const { enrollments, unreadable } of deps.reads.waitingIn(shop, flow, pageSize)) {
      if (signal.aborted) throw new EncoreError('interrupted');
      met += enrollments.length;
      await deps.store.quarantineUnreadable(unreadable.map(({ id }) => id));
      left += await closePage(deps, shop, enrollments);
    }
    if (met === 0) break;
  }
  return left;
};
