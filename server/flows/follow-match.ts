import { enrollmentIdOf } from '../engine/enrollment-id.ts';
import type { DecisionKind } from '../engine/decision.ts';
import type { Enrollment } from '../engine/enrollment.ts';
import type { JsonObject } from '../lib/json.ts';
import { versionKey } from '../engine/ports.ts';
import { admit, refusalOfPerson } from './admission.ts';
import type { MatchInFlow, Refused } from './admission.ts';
import { closeEnrollments } from './close-enrollments.ts';
import type { TriggerMatch } from './flow-kind.ts';
import { moveEnrollment } from './move-enrollment.ts';
import type { ReactorDeps } from './reactor-deps.ts';
import { closingOf, findEnding } from './triggers/endings.ts';
import type { Ending } from './triggers/endings.ts';

export interface Occasion extends MatchInFlow {
  /** What brought it up: a store event's type, or the kind's own word. */
  readonly because: string;
  /** The event is of a kind that may begin something; whether the flow is live is looked at here. */
  readonly mayOpen: boolean;
  /** The same look at the facts once more. */
  again(): Promise<readonly TriggerMatch[]>;
}

const keyOf = ({ shop, running, match }: MatchInFlow, about = match.about) => ({
  shop,
  flow: running.flow.id,
  contact: match.contact,
  about,
  occurrence: match.occurrence,
});

interface Explanation {
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly detail?: JsonObject | undefined;
  readonly enrollment?: Enrollment;
}

const explain = (
  deps: ReactorDeps,
  occasion: Occasion,
  { kind, reason, enrollment, detail: saw }: Explanation,
): Promise<void> => {
  const { shop, flow, contact, about } = keyOf(occasion);
  const { anchorAt, timedBy } = occasion.match;
  const detail = { anchorAt: anchorAt.toISOString(), event: occasion.because, ...timedBy, ...saw };
  const at = deps.clock.now();
  return deps.decisions.record([
    { shop, flow, contact, about, enrollment: enrollment?.id, step: '', kind, reason, at, detail },
  ]);
};

const refuse = (deps: ReactorDeps, occasion: Occasion, refused: Refused): Promise<void> =>
  explain(deps, occasion, { kind: 'not-entered', reason: refused.refused, detail: refused.detail });

/** An order is `already_ordered` to whom it keeps out, and the kind's own word to whom it ends. */
const exitReason = ({ running: { kind } }: MatchInFlow, reason: string): string =>
  reason === 'already_ordered' ? kind.settledReason : reason;

const close = (
  deps: ReactorDeps,
  matched: MatchInFlow,
  { enrollment, reason, detail }: { enrollment: Enrollment; reason: string; detail?: JsonObject | undefined },
) => closeEnrollments(deps, matched.shop, [{ enrollment, reason: exitReason(matched, reason), detail }]);

const endingNow = async (
  deps: ReactorDeps,
  { match: { variables, anchorAt } }: Occasion,
  enrollment: Enrollment,
): Promise<Ending | undefined> => {
  const program = (await deps.runtime.programs.load([enrollment])).get(versionKey(enrollment));
  return program && findEnding(deps, program, { ...enrollment, variables, anchorAt });
};

/** What ends it may have been written while this one was enrolled, before either saw the other. */
const lookAgain = async (deps: ReactorDeps, occasion: Occasion, enrollment: Enrollment): Promise<void> => {
  const { match } = occasion;
  const [matches, refusal, ending] = await Promise.all([
    occasion.again(),
    refusalOfPerson(deps, occasion),
    endingNow(deps, occasion, enrollment),
  ]);
  const same = matches.find(
    ({ about, occurrence }) => about === match.about && occurrence === match.occurrence,
  );
  const reason = same?.verdict.kind === 'close' ? same.verdict.reason : refusal;
  if (reason !== undefined) return close(deps, occasion, { enrollment, reason });
  if (ending !== undefined) await closeEnrollments(deps, occasion.shop, [closingOf(enrollment, ending)]);
};

const open = async (deps: ReactorDeps, occasion: Occasion): Promise<void> => {
  const { match, running } = occasion;
  if (match.verdict.kind !== 'open' && match.verdict.quiet === true) return;
  const { status } = running.flow;
  if (status !== 'live')
    return refuse(deps, occasion, { refused: status === 'finishing' ? 'flow_finishing' : 'flow_paused' });
  const admission = await admit(deps, occasion);
  if ('refused' in admission) return refuse(deps, occasion, admission);
  const { inserted, enrollment } = await deps.store.enroll(admission.entry);
  if (inserted) await explain(deps, occasion, { kind: 'entered', reason: occasion.because, enrollment });
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
  if (enrollment.state !== 'waiting') {
    if (match.repeated === true) await refuse(deps, occasion, { refused: 're_entry' });
    return;
  }
  if (match.verdict.kind === 'close') return close(deps, occasion, { enrollment, ...match.verdict });
  const ending = await endingNow(deps, occasion, enrollment);
  if (ending !== undefined) return closeEnrollments(deps, occasion.shop, [closingOf(enrollment, ending)]);
  // E2, also when there is nothing to move: whoever inserted it may have died before lowering the turn.
  if (enrollment.dueAt !== undefined) await deps.store.lower(enrollment.turn, enrollment.dueAt);
  await moveEnrollment(deps, enrollment, { match, because: 'event' });
};

/** Enrolls, moves, closes or refuses one match; any number of times. */
export const followMatch = async (deps: ReactorDeps, occasion: Occasion): Promise<void> => {
  await takeOver(deps, occasion);
  const [existing] = await deps.store.findMany([enrollmentIdOf(keyOf(occasion))]);
  if (existing !== undefined) return goOn(deps, occasion, existing);
  if (occasion.mayOpen) await open(deps, occasion);
};
