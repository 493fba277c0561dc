import type { JsonObject } from '../lib/json.ts';
import { assertNever } from '../lib/assert-never.ts';
import type { Advance, Taken } from './advance.ts';
import type { DecisionKind, DecisionRecord } from './decision.ts';
import type { Move } from './engine-store.ts';
import type { Enrollment } from './enrollment.ts';

/** What is to be written for one enrollment, and how it is explained once the write has matched. */
export interface Settlement {
  readonly move: Move;
  readonly decision?: DecisionRecord | undefined;
  /** Ways taken at branches before it came to rest. */
  readonly branched?: readonly DecisionRecord[] | undefined;
}

export interface Place {
  readonly step: string;
  readonly plannedAt: Date;
}

interface Explanation {
  readonly kind: DecisionKind;
  readonly step: string;
  readonly reason: string;
  readonly detail?: JsonObject;
}

const explain = (
  enrollment: Enrollment,
  at: Date,
  { kind, step, reason, detail }: Explanation,
): DecisionRecord => {
  const { shop, flow, contact, about, id } = enrollment;
  return { shop, flow, contact, about, enrollment: id, step, kind, reason, at, detail };
};

/** A move never makes an enrollment due earlier than it was, so nobody who gives its turn back meanwhile can miss it. */
const notBefore = (at: Date, { dueAt }: Enrollment): Date =>
  dueAt !== undefined && dueAt.getTime() > at.getTime() ? dueAt : at;

interface Stay extends Place {
  readonly at: Date;
  readonly attempts?: number;
}

const stay = (enrollment: Enrollment, { step, plannedAt, at, attempts = 0 }: Stay): Move => ({
  id: enrollment.id,
  rev: enrollment.rev,
  to: 'waiting',
  step,
  dueAt: notBefore(at, enrollment),
  plannedAt,
  attempts,
});

export const deferral = (
  enrollment: Enrollment,
  now: Date,
  to: Place & { at: Date; reason: string },
): Settlement => ({
  move: stay(enrollment, { ...to, attempts: enrollment.attempts }),
  decision: explain(enrollment, now, {
    kind: 'deferred',
    step: to.step,
    reason: to.reason,
    detail: { until: to.at.toISOString() },
  }),
});

export const exit = (enrollment: Enrollment, now: Date, reason: string): Settlement => ({
  move: { id: enrollment.id, rev: enrollment.rev, to: 'exited', reason },
  decision: explain(enrollment, now, { kind: 'exited', step: '', reason }),
});

export const quarantine = (enrollment: Enrollment, now: Date, reason: string): Settlement => ({
  move: { id: enrollment.id, rev: enrollment.rev, to: 'quarantined', reason },
  decision: explain(enrollment, now, { kind: 'quarantined', step: enrollment.step, reason }),
});

const tries = 5;
const firstRetryMs = 60_000;
const longestRetryMs = 3_600_000;

/** Something threw: again after 1 min · 2^n, at most an hour; the fifth time it is taken out and shown. */
export const retry = (enrollment: Enrollment, now: Date, code: string): Settlement => {
  const attempts = enrollment.attempts + 1;
  if (attempts >= tries) return quarantine(enrollment, now, code);
  const delay = Math.min(firstRetryMs * 2 ** enrollment.attempts, longestRetryMs);
  const { step, plannedAt } = enrollment;
  const at = new Date(now.getTime() + delay);
  return {
    move: stay(enrollment, { step, plannedAt, at, attempts }),
    decision: explain(enrollment, now, { kind: 'deferred', step, reason: code, detail: { attempts } }),
  };
};

const done = (enrollment: Enrollment, now: Date): Settlement => ({
  move: { id: enrollment.id, rev: enrollment.rev, to: 'done' },
  decision: explain(enrollment, now, { kind: 'done', step: '', reason: 'end_of_flow' }),
});

const failure = (
  enrollment: Enrollment,
  now: Date,
  { step, reason }: { step: string; reason: string },
): Settlement => ({
  move: { id: enrollment.id, rev: enrollment.rev, to: 'failed', reason },
  decision: explain(enrollment, now, { kind: 'failed', step, reason }),
});

const waiting = (
  enrollment: Enrollment,
  now: Date,
  { step, plannedAt, at, reason = 'wait' }: Place & { at: Date; reason?: string },
): Settlement => ({
  move: stay(enrollment, { step, plannedAt, at }),
  decision: explain(enrollment, now, {
    kind: 'waited',
    step,
    reason,
    detail: { plannedAt: plannedAt.toISOString(), until: at.toISOString() },
  }),
});

/** Standing before its next effect: due at once, the next turn performs it. */
const standing = (enrollment: Enrollment, { step, plannedAt }: Place): Settlement => ({
  move: stay(enrollment, { step, plannedAt, at: plannedAt }),
});

/** Branches are told from each other by their steps; a merchant counts arms from one. */
export const branchesOf = (
  enrollment: Enrollment,
  now: Date,
  taken: readonly Taken[],
): readonly DecisionRecord[] =>
  taken.map(({ step, arm }) =>
    explain(enrollment, now, { kind: 'branched', step, reason: `arm_${arm + 1}`, detail: { arm } }),
  );

const restOf = (enrollment: Enrollment, now: Date, reached: Advance): Settlement => {
  switch (reached.kind) {
    case 'wait-until':
      return waiting(enrollment, now, reached);
    case 'defer':
      return deferral(enrollment, now, reached);
    case 'perform':
      return standing(enrollment, reached);
    case 'exit':
      return exit(enrollment, now, reached.reason);
    case 'fail':
      return failure(enrollment, now, reached);
    case 'done':
      return done(enrollment, now);
    default:
      return assertNever(reached);
  }
};

/** From where a walk came to rest to what is written. */
export const settlementOf = (enrollment: Enrollment, now: Date, reached: Advance): Settlement => {
  const settlement = restOf(enrollment, now, reached);
  const { taken = [] } = reached;
  return taken.length === 0 ? settlement : { ...settlement, branched: branchesOf(enrollment, now, taken) };
};
