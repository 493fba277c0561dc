import type { DecisionKind, DecisionRecord } from '../../engine/decision.ts';
import type { JsonObject } from '../../lib/json.ts';
import type { GateAnswer } from '../message.ts';
import type { Ended, Ending } from './attempt.ts';

const kinds = {
  accepted: 'sent',
  failed: 'failed',
  skipped: 'skipped',
  back: 'deferred',
  unknown: 'unknown',
} as const satisfies Record<Exclude<Ending['kind'], 'dropped'>, DecisionKind>;

const answerJson = ({ clause, pass, saw }: GateAnswer): JsonObject => ({
  clause,
  pass,
  ...(saw === undefined ? {} : { saw }),
});

const recordOf = ({ attempt, ending, answers }: Ended, at: Date): DecisionRecord[] => {
  // Nobody decided: the one who holds it now will.
  if (ending.kind === 'dropped') return [];
  const { enrollment } = attempt.request;
  return [
    {
      shop: enrollment.shop,
      flow: enrollment.flow,
      contact: enrollment.contact,
      about: enrollment.about,
      enrollment: enrollment.id,
      step: enrollment.step,
      kind: kinds[ending.kind],
      reason: ending.kind === 'accepted' ? 'accepted' : ending.reason,
      at,
      detail: {
        message: attempt.id,
        plannedAt: enrollment.plannedAt.toISOString(),
        gate: answers.map(answerJson),
        ...(ending.kind === 'back' ? { until: ending.at.toISOString() } : {}),
      },
    },
  ];
};

export const decisionsOf = (ended: readonly Ended[], at: Date): readonly DecisionRecord[] =>
  ended.flatMap((each) => recordOf(each, at));
