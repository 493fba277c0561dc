import { findStep, stepAfter } from '../../engine/cursor.ts';
import type { Enrollment } from '../../engine/enrollment.ts';
import type { EngineStore, Move } from '../../engine/engine-store.ts';
import type { DecisionLog } from '../../engine/decision.ts';
import type { ProgramPort } from '../../engine/ports.ts';
import { versionKey } from '../../engine/ports.ts';
import { asContactId, asEnrollmentId } from '../../lib/brand.ts';
import type { ShopId } from '../../lib/brand.ts';
import type { Clock } from '../../lib/clock.ts';
import { EncoreError } from '../../lib/errors.ts';
import { closeEnrollments } from '../close-enrollments.ts';
import type { MessagePort } from '../reactor-deps.ts';

export interface EnrollmentActDeps {
  readonly store: Pick<EngineStore, 'find' | 'exit' | 'move' | 'lower'>;
  readonly messages: MessagePort;
  readonly decisions: DecisionLog;
  readonly programs: ProgramPort;
  readonly clock: Clock;
}

export interface EnrollmentAct {
  readonly contact: string;
  readonly enrollment: string;
  /** The `rev` the person was looking at. */
  readonly rev: number;
}

/** `conflict`: they have moved on, or left, since. */
export type EnrollmentActOutcome = { readonly kind: 'done' | 'conflict' | 'not-found' };

interface ActSession {
  readonly shop: ShopId;
  /** The platform's id of the staff member. */
  readonly user: string;
}

export interface EnrollmentActs {
  /** Takes somebody out of a flow. */
  stop(session: ActSession, act: EnrollmentAct): Promise<EnrollmentActOutcome>;
  /** Ends the wait somebody stands in: what follows is due at once. Throws `flow_state_invalid` where they don't stand in one. */
  skip(session: ActSession, act: EnrollmentAct): Promise<EnrollmentActOutcome>;
}

const find = async (
  { store }: EnrollmentActDeps,
  shop: ShopId,
  { contact, enrollment }: EnrollmentAct,
): Promise<Enrollment | null> => {
  const found = await store.find(shop, asEnrollmentId(enrollment));
  return found?.contact === asContactId(contact) ? found : null;
};

const behind = async ({ programs, clock }: EnrollmentActDeps, enrollment: Enrollment): Promise<Move> => {
  const program = (await programs.load([enrollment])).get(versionKey(enrollment));
  const step = program && findStep(program, enrollment.step);
  if (program === undefined || step?.key !== 'wait')
    throw new EncoreError('flow_state_invalid', {
      fields: { step: 'expected somebody who stands in a wait' },
    });
  const { id, rev } = enrollment;
  const next = stepAfter(program, step.id);
  if (next === undefined) return { id, rev, to: 'done' };
  const now = clock.now();
  return { id, rev, to: 'waiting', step: next.id, dueAt: now, plannedAt: now, attempts: 0 };
};

const skip = async (
  deps: EnrollmentActDeps,
  { shop, user }: ActSession,
  act: EnrollmentAct,
): Promise<EnrollmentActOutcome> => {
  const enrollment = await find(deps, shop, act);
  if (enrollment === null) return { kind: 'not-found' };
  if (enrollment.state !== 'waiting' || enrollment.rev !== act.rev) return { kind: 'conflict' };
  const move = await behind(deps, enrollment);
  const moved = await deps.store.move([move]);
  if (move.to === 'waiting') await deps.store.lower(enrollment.turn, move.dueAt);
  if (!moved.has(enrollment.id)) return { kind: 'conflict' };
  const at = deps.clock.now();
  const { flow, contact, about, id, step } = enrollment;
  const record = { shop, flow, contact, about, enrollment: id, step, at, detail: { by: user } };
  await deps.decisions.record([{ ...record, kind: 'moved', reason: 'skipped_ahead' }]);
  return { kind: 'done' };
};

const stop = async (
  deps: EnrollmentActDeps,
  { shop, user }: ActSession,
  act: EnrollmentAct,
): Promise<EnrollmentActOutcome> => {
  const enrollment = await find(deps, shop, act);
  if (enrollment === null) return { kind: 'not-found' };
  if (enrollment.state === 'exited' && enrollment.exitReason === 'removed') return { kind: 'done' };
  if (enrollment.state !== 'waiting' || enrollment.rev !== act.rev) return { kind: 'conflict' };
  await closeEnrollments(deps, shop, [{ enrollment, reason: 'removed', detail: { by: user } }]);
  return { kind: 'done' };
};

/** What a merchant does to one person in one flow; each is a decision that names who did it. */
export const createEnrollmentActs = (deps: EnrollmentActDeps): EnrollmentActs => ({
  stop: (session, act) => stop(deps, session, act),
  skip: (session, act) => skip(deps, session, act),
});
