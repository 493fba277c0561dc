import type { MessageId, ShopId } from '../../lib/brand.ts';
import type { Clause } from '../gate/clause.ts';
import { answered } from '../gate/gate.ts';
import type { GateResult } from '../gate/gate.ts';
import type { SenderDays } from '../sending/sender-days.repository.ts';
import type { Candidate } from './candidate.ts';

/** Not asked of facts: the place under the day's limit is itself the answer. */
export const senderLimitKey: Clause['key'] = 'sender-limit';

const dayMs = 86_400_000;

const refused = ({ facts, result }: Candidate, limit: number): GateResult => {
  const until = new Date((Math.floor(facts.now.getTime() / dayMs) + 1) * dayMs);
  const answer = { pass: false, reason: 'sender_limited', until, saw: `${limit} a day` } as const;
  return answered(result.answers, { key: senderLimitKey, answer, usefulUntil: facts.brief.usefulUntil });
};

/** Whoever has no domain of their own gets so many places a day, counted by the day of UTC; the others go tomorrow. */
export const limitSenders = async (
  days: Pick<SenderDays, 'reserve'> | undefined,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  const byShop = Map.groupBy(candidates, ({ facts }) => facts.shop.id);
  const places = new Map<ShopId, ReadonlySet<MessageId>>();
  for (const [shop, mine] of byShop) {
    const [first] = mine;
    const limit = first?.facts.dailyLimit;
    if (days === undefined || first === undefined || limit === undefined) continue;
    const day = first.facts.now.toISOString().slice(0, 10);
    const ids = mine.map(({ attempt }) => attempt.id);
    places.set(shop, await days.reserve(shop, ids, { day, limit }));
  }
  return candidates.map((candidate) => {
    const { dailyLimit, shop } = candidate.facts;
    const isHeld = places.get(shop.id)?.has(candidate.attempt.id) ?? true;
    return isHeld || dailyLimit === undefined
      ? candidate
      : { ...candidate, result: refused(candidate, dailyLimit) };
  });
};
