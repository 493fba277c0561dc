import type { DecisionRecord } from '../../engine/decision.ts';

/** What was decided about one step of one enrollment, or about entering at all. */
export interface Outcome {
  /** Empty for who did not enter. */
  readonly enrollment: string;
  readonly flow: string;
  readonly contact: string;
  readonly about: string;
  /** Empty for entry and exit. */
  readonly step: string;
  readonly outcome: string;
  readonly reason: string;
  readonly at: string;
}

/** Somebody decided to wait; a barrier or a busy provider is not that, it is how fast things went. */
const deferralReasons = new Set([
  'frequency_capped',
  'quiet_hours',
  'person_paused',
  'weekly_limit',
  'sender_limited',
  'plan_limit',
  'higher_priority',
  'flow_paused',
]);

const placeOf = ({ enrollment, step }: DecisionRecord): string => `${enrollment ?? ''} ${step}`;

const sortKey = ({ flow, contact, about, enrollment, step, outcome }: Outcome): string =>
  JSON.stringify([flow, contact, about, enrollment, step, outcome]);

const sorted = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes
    .map((outcome) => [sortKey(outcome), outcome] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, outcome]) => outcome);

/** Decisions without what only says how fast things went; sorted, so that equal runs give equal lists. */
export const outcomesOf = (decisions: readonly DecisionRecord[]): readonly Outcome[] => {
  const sent = new Set(decisions.filter(({ kind }) => kind === 'sent').map(placeOf));
  const counts = (decision: DecisionRecord): boolean => {
    if (decision.kind === 'deferred') return deferralReasons.has(decision.reason);
    return decision.kind !== 'unknown' || !sent.has(placeOf(decision));
  };
  const counted = decisions
    .filter(counts)
    .map(({ enrollment, flow, contact, about, step, kind, reason, at }) => ({
      enrollment: enrollment ?? '',
      flow,
      contact,
      about,
      step,
      outcome: kind,
      reason,
      at: at.toISOString(),
    }));
  return sorted(counted);
};

export interface OutcomeCount {
  readonly flow: string;
  readonly step: string;
  readonly outcome: string;
  readonly reason: string;
  readonly count: number;
}

export const countOutcomes = (outcomes: readonly Outcome[]): readonly OutcomeCount[] => {
  const groups = Map.groupBy(outcomes, ({ flow, step, outcome, reason }) =>
    JSON.stringify([flow, step, outcome, reason]),
  );
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, [first, ...more]]) =>
      first === undefined
        ? []
        : [
            {
              flow: first.flow,
              step: first.step,
              outcome: first.outcome,
              reason: first.reason,
              count: more.length + 1,
            },
          ],
    );
};
