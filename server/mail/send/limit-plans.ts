import type { MessageId, ShopId } from '../../lib/brand.ts';
import { nextUsageMonth } from '../../shop/billing/usage-month.ts';
import type { Clause } from '../gate/clause.ts';
import { answered } from '../gate/gate.ts';
import type { GateResult } from '../gate/gate.ts';
import type { PlanAnswer, PlanPlaces } from '../sending/plan-places.ts';
import type { Candidate } from './candidate.ts';
import type { Ended } from './attempt.ts';

/** Not asked of facts: the place in the month is itself the answer. */
const planLimitKey: Clause['key'] = 'plan-limit';

/** A merchant who takes a larger plan is not kept waiting for the month to end. */
const askedAgainMs = 3_600_000;

const refused = ({ facts, result }: Candidate, limit: number): GateResult => {
  const next = Math.min(nextUsageMonth(facts.now).getTime(), facts.now.getTime() + askedAgainMs);
  const saw = `${limit} a month`;
  const answer = { pass: false, reason: 'plan_limit', until: new Date(next), saw } as const;
  return answered(result.answers, { key: planLimitKey, answer, usefulUntil: facts.brief.usefulUntil });
};

const isCounted = ({ facts }: Candidate): boolean => facts.kind === 'marketing';

/** Each shop gets as many as its plan has room for; the others are asked again while they are useful. */
export const limitPlans = async (
  plans: Pick<PlanPlaces, 'take'> | undefined,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  if (plans === undefined) return candidates;
  const answers = new Map<ShopId, PlanAnswer>();
  for (const [id, mine] of Map.groupBy(candidates.filter(isCounted), ({ facts }) => facts.shop.id)) {
    const [first] = mine;
    if (first === undefined) continue;
    const { shop, now } = first.facts;
    const ids: readonly MessageId[] = mine.map(({ attempt }) => attempt.id);
    answers.set(id, await plans.take(shop, ids, now));
  }
  return candidates.map((candidate) => {
    const { held, limit } = answers.get(candidate.facts.shop.id) ?? {};
    if (limit === undefined || !isCounted(candidate) || held?.has(candidate.attempt.id) === true)
      return candidate;
    return { ...candidate, result: refused(candidate, limit) };
  });
};

/** A mail whose outcome is unknown may have left: it keeps its place. */
export const settlePlaces = (
  plans: Pick<PlanPlaces, 'settled'> | undefined,
  ended: readonly Ended[],
): void => {
  for (const { attempt, ending } of ended)
    plans?.settled(attempt.id, ending.kind === 'accepted' || ending.kind === 'unknown');
};
