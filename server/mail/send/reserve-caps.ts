import { subtractDuration } from '../../engine/duration.ts';
import type { ContactId, MessageId, ShopId } from '../../lib/brand.ts';
import { answered } from '../gate/gate.ts';
import type { GateResult } from '../gate/gate.ts';
import { frequencyCapFull, frequencyCapKey } from '../gate/frequency-cap.ts';
import type { Candidate } from './candidate.ts';
import type { SendDeps } from './send-ports.ts';

type Caps = SendDeps['ledger']['caps'];

const reserveShop = async (
  caps: Caps,
  shop: ShopId,
  candidates: readonly Candidate[],
): Promise<[MessageId, GateResult][]> => {
  const [first] = candidates;
  if (first === undefined) return [];
  const { now, shop: settings } = first.facts;
  const since = subtractDuration(now, settings.frequencyCap.within, settings.zone);
  const window = { count: settings.frequencyCap.count, since, at: now };
  const requestOf = ({ attempt }: Candidate) => ({
    message: attempt.id,
    contact: attempt.request.enrollment.contact,
  });
  const reserved = new Set(await caps.reserve(shop, candidates.map(requestOf), window));
  let full = candidates.filter(({ attempt }) => !reserved.has(attempt.id));
  if (full.length > 0) {
    const contacts = full.map(({ attempt }) => attempt.request.enrollment.contact);
    await caps.dropEnded(shop, contacts);
    for (const id of await caps.reserve(shop, full.map(requestOf), window)) reserved.add(id);
    full = full.filter(({ attempt }) => !reserved.has(attempt.id));
  }
  const oldest =
    full.length === 0
      ? new Map<ContactId, Date>()
      : await caps.oldest(
          shop,
          full.map((each) => requestOf(each).contact),
          since,
        );
  return candidates.map((candidate) => {
    const { attempt, facts, result } = candidate;
    const answer = reserved.has(attempt.id)
      ? ({ pass: true } as const)
      : frequencyCapFull(facts.shop, oldest.get(attempt.request.enrollment.contact), facts.now);
    return [
      attempt.id,
      answered(result.answers, { key: frequencyCapKey, answer, usefulUntil: facts.brief.usefulUntil }),
    ];
  });
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
  const answers = await Promise.all([...byShop].map(([shop, mine]) => reserveShop(caps, shop, mine)));
  return new Map([...answers.flat(), ...others.map(uncapped)]);
};
