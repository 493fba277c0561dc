import type { EnrollmentId, TurnId } from '../lib/brand.ts';
import type { JsonObject } from '../lib/json.ts';
import type { DecisionRecord } from './decision.ts';
import type { Enrollment } from './enrollment.ts';
import type { FlowProgram } from './program.ts';

/** A lease on some turns, as an executor sees it. */
export interface LeaseHandle {
  /** RENEW of the protocol: extends the lease; resolves to those turns that are still held. */
  renew(turns: readonly TurnId[]): Promise<ReadonlySet<TurnId>>;
}

export interface EffectRequest {
  readonly enrollment: Enrollment;
  readonly program: FlowProgram;
  /** The step's parsed arguments. */
  readonly args: JsonObject;
}

/** What became of one request; the runner turns it into MOVE. */
export type EffectOutcome =
  /** Final row (accepted, failed, skipped, cancelled): on to the next step, which reads its facts again if they changed. */
  | { readonly kind: 'advance'; readonly factsChanged?: boolean }
  /** The flow ends here for this person. */
  | { readonly kind: 'exit'; readonly reason: string }
  /** Same step again at `at`: barrier, deferral, back-off, somebody's `sending` row, `unknown` until its horizon. */
  | { readonly kind: 'again'; readonly at: Date; readonly reason: string }
  /** Not ours any more (lease gone, `rev` changed): write nothing, a later claim decides. */
  | { readonly kind: 'drop' };

export interface EffectContext {
  readonly now: Date;
  readonly lease: LeaseHandle;
  readonly signal: AbortSignal;
}

/**
 * MOVE for a group as soon as its outcomes are known; resolves to the enrollments whose MOVE matched. `decided` is what
 * the executor decided about them: it is recorded in one insert with the engine's own decisions.
 */
export type Settle = (
  outcomes: ReadonlyMap<EnrollmentId, EffectOutcome>,
  decided?: readonly DecisionRecord[],
) => Promise<ReadonlySet<EnrollmentId>>;

/**
 * Carries out one kind of effect for a whole group. Must write a ledger row before anything leaves, and may be called
 * again for the same (enrollment, step): it then reads the row and decides by it.
 * `settle` is called as soon as a sub-group's outcomes are known, so that nothing waits for the slowest lane. It resolves
 * to the enrollments whose MOVE matched: after BACK, one that is missing there must be read again (closed → cancel its row).
 */
export interface EffectExecutor {
  readonly effect: string;
  perform(requests: readonly EffectRequest[], context: EffectContext, settle: Settle): Promise<void>;
}
