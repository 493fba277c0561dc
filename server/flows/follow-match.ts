import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import type { DecisionKind } from '../engine/decision.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { StoreEvent } from '../shop/store-event.ts';
import { admit, refusalOfPerson } from './admission.ts';
import type { MatchInFlow } from './admission.ts';
import { closeEnrollments } from './close-enrollments.ts';
import { moveEnrollment } from './move-enrollment.ts';
import type { ReactorDeps } from './reactor-deps.ts';

export interface Occasion extends MatchInFlow {
  readonly event: StoreEvent;
  /** The flow is live and the event is of a kind that may begin something. */
  readonly mayOpen: boolean;
}

const keyOf = ({ shop, running, match }: MatchInFlow, about = match.about) => ({
  shop,
  flow: running.flow.id,
  contact: match.contact,
  about,
  occurrence: match.occurrence,
});

const explain = (
  deps: ReactorDeps,
  occasion: Occasion,
  { kind, reason, enrollment }: { kind: DecisionKind; reason: string; enrollment?: Enrollment },
): Promise<void> => {
  const { shop, flow, contact, about } = keyOf(occasion);
  const detail = { anchorAt: occasion.match.anchorAt.toISOString(), event: occasion.event.type };
  const at = deps.clock.now();
  return deps.decisions.record([
    { shop, flow, contact, about, enrollment: enrollment?.id, step: '', kind, reason, at, detail },
  ]);
};

/** An order is `already_ordered` to whom it keeps out, and the kind's own word to whom it ends. */
const exitReason = ({ running: { kind } }: MatchInFlow, reason: string): string =>
  reason === 'already_ordered' ? kind.settledReason : reason;

const close = (
  deps: ReactorDeps,
  matched: MatchInFlow,
  { enrollment, reason }: { enrollment: Enrollment; reason: string },
) => closeEnrollments(deps, matched.shop, [{ enrollment, reason: exitReason(matched, reason) }]);

/** An order or another checkout may have been written while this one was enrolled, before either saw the other. */
const lookAgain = async (deps: ReactorDeps, occasion: Occasion, enrollment: Enrollment): Promise<void> => {
  const { event, running, match } = occasion;
  const again = await running.kind.match(event, running.program);
  const same = again.find(
    ({ about, occurrence }) => about === match.about && occurrence === match.occurrence,
  );
  const settled = same?.verdict.kind === 'close' ? same.verdict.reason : undefined;
  const reason = settled ?? (await refusalOfPerson(deps, occasion));
  if (reason !== undefined) await close(deps, occasion, { enrollment, reason });
};

const open = async (deps: ReactorDeps, occasion: Occasion): Promise<void> => {
  const admission = await admit(deps, occasion);
  if ('refused' in admission)
    return explain(deps, occasion, { kind: 'not-entered', reason: admission.refused });
  const { inserted, enrollment } = await deps.store.enroll(admission.entry);
  if (inserted) await explain(deps, occasion, { kind: 'entered', reason: occasion.event.type, enrollment });
  if (enrollment.state === 'waiting') await lookAgain(deps, occasion, enrollment);
};

const takeOver = async (deps: ReactorDeps, occasion: Occasion): Promise<void> => {
  const ids = occasion.match.takesOver.map((about) => enrollmentIdOf(keyOf(occasion, about)));
  const found = ids.length === 0 ? [] : await deps.store.findMany(ids);
  const closings = found
    .filter(({ state }) => state === 'waiting')
    .map((enrollment) => ({ enrollment, reason: 'superseded', detail: { by: occasion.match.about } }));
  await closeEnrollments(deps, occasion.shop, closings);
};

const goOn = async (deps: ReactorDeps, occasion: Occasion, enrollment: Enrollment): Promise<void> => {
  const { match } = occasion;
  if (enrollment.state !== 'waiting') return;
  if (match.verdict.kind === 'close')
    return close(deps, occasion, { enrollment, reason: match.verdict.reason });
  // E2, also when there is nothing to move: whoever inserted it may have died before lowering the turn.
  if (enrollment.dueAt !== undefined) await deps.store.lower(enrollment.turn, enrollment.dueAt);
  await moveEnrollment(deps, enrollment, match);
};

/** Enrolls, moves, closes or refuses one match; any number of times. */
export const followMatch = async (deps: ReactorDeps, occasion: Occasion): Promise<void> => {
  await takeOver(deps, occasion);
  const [existing] = await deps.store.findMany([enrollmentIdOf(keyOf(occasion))]);
  if (existing !== undefined) return goOn(deps, occasion, existing);
  if (occasion.mayOpen) await open(deps, occasion);
};
