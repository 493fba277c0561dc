import { subtractDuration } from '../../engine/duration.ts';
import type { ContactId, MessageId } from '../../lib/brand.ts';
import type { Shop } from '../../shop/shop.ts';
import type { ClauseAnswer } from '../gate/clause.ts';
import { answered } from '../gate/gate.ts';
import type { GateResult } from '../gate/gate.ts';
import { frequencyCapFull, frequencyCapKey } from '../gate/frequency-cap.ts';
import { weeklyLimit, weeklyLimitKey, weeklyLimitReached } from '../gate/weekly-limit.ts';
import type { CapRequest, CapWindow } from '../ledger/cap.repository.ts';
import type { Candidate } from './candidate.ts';
import type { SendDeps } from './send-ports.ts';

type Caps = SendDeps['ledger']['caps'];

/** Of one shop, and alike in what they asked for. */
interface Group {
  readonly shop: Shop;
  readonly now: Date;
  readonly weekly: boolean;
}

const requestOf = ({ attempt }: Candidate): CapRequest => ({
  message: attempt.id,
  contact: attempt.request.enrollment.contact,
});

const windowOf = ({ shop, now, weekly }: Group): CapWindow => ({
  count: shop.frequencyCap.count,
  since: subtractDuration(now, shop.frequencyCap.within, shop.zone),
  at: now,
  own: weekly
    ? { count: weeklyLimit.count, since: subtractDuration(now, weeklyLimit.within, shop.zone) }
    : undefined,
});

/** Resolves to those that found no place, also after places of mails that never left were given back. */
const reserveAll = async (
  caps: Caps,
  { shop }: Group,
  { candidates, window }: { candidates: readonly Candidate[]; window: CapWindow },
): Promise<readonly Candidate[]> => {
  const without = async (asked: readonly Candidate[]): Promise<readonly Candidate[]> => {
    const reserved = await caps.reserve(shop.id, asked.map(requestOf), window);
    return asked.filter(({ attempt }) => !reserved.has(attempt.id));
  };
  const full = await without(candidates);
  if (full.length === 0) return full;
  await caps.dropEnded(
    shop.id,
    full.map((each) => requestOf(each).contact),
  );
  return without(full);
};

type Refuse = (candidate: Candidate) => { readonly key: string; readonly answer: ClauseAnswer };

/** Their own limit is named first: it is the narrower one, and theirs. */
const refusing = async (
  caps: Caps,
  { shop, now }: Group,
  { full, window }: { full: readonly Candidate[]; window: CapWindow },
): Promise<Refuse> => {
  const contacts = full.map((each) => requestOf(each).contact);
  const none = new Map<ContactId, Date>();
  const [oldest, own] = await Promise.all([
    full.length === 0 ? none : caps.oldest(shop.id, contacts, window.since),
    full.length === 0 || window.own === undefined ? none : caps.oldest(shop.id, contacts, window.own.since),
  ]);
  return (candidate) => {
    const { contact } = requestOf(candidate);
    const last = own.get(contact);
    return last === undefined
      ? { key: frequencyCapKey, answer: frequencyCapFull(shop, oldest.get(contact), now) }
      : { key: weeklyLimitKey, answer: weeklyLimitReached(shop, last) };
  };
};

const reserveGroup = async (
  caps: Caps,
  group: Group,
  candidates: readonly Candidate[],
): Promise<[MessageId, GateResult][]> => {
  const window = windowOf(group);
  const full = await reserveAll(caps, group, { candidates, window });
  const refuse = await refusing(caps, group, { full, window });
  const refused = new Set(full);
  return candidates.map((candidate) => {
    const { attempt, facts, result } = candidate;
    const said = refused.has(candidate)
      ? refuse(candidate)
      : { key: frequencyCapKey, answer: { pass: true } as const };
    return [attempt.id, answered(result.answers, { ...said, usefulUntil: facts.brief.usefulUntil })];
  });
};

const reserveShop = async (
  caps: Caps,
  candidates: readonly Candidate[],
): Promise<[MessageId, GateResult][]> => {
  const groups = Map.groupBy(candidates, ({ facts }) => facts.recipient.choices?.weekly === true);
  const reserved = await Promise.all(
    [...groups].map(async ([weekly, mine]) => {
      const [first] = mine;
      if (first === undefined) return [];
      const { now, shop } = first.facts;
      return reserveGroup(caps, { shop, now, weekly }, mine);
    }),
  );
  return reserved.flat();
};

/** Transactional mail takes no place, and finds one whatever was sent before. */
const uncapped = ({ attempt, facts, result }: Candidate): [MessageId, GateResult] => [
  attempt.id,
  answered(result.answers, {
    key: frequencyCapKey,
    answer: { pass: true, saw: facts.kind },
    usefulUntil: facts.brief.usefulUntil,
  }),
];

/** The cap's answer for each candidate; a yes is a place that is held until it is released. */
export const reserveCaps = async (
  caps: Caps,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<MessageId, GateResult>> => {
  const capped = candidates.filter(({ facts }) => facts.kind === 'marketing');
  const others = candidates.filter(({ facts }) => facts.kind === 'transactional');
  const byShop = Map.groupBy(capped, ({ facts }) => facts.shop.id);
  const answers = await Promise.all([...byShop.values()].map((mine) => reserveShop(caps, mine)));
  return new Map([...answers.flat(), ...others.map(uncapped)]);
};
