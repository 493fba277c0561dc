import type { MessageId } from '../../lib/brand.ts';
import { answered } from '../gate/gate.ts';
import type { ClauseAnswer } from '../gate/clause.ts';
import type { OfferAnswer, OfferAsk, OfferPort } from '../offers/offer-port.ts';
import type { Candidate } from './candidate.ts';
import { offerArgsOf } from './offer-args.ts';

/** A pool is filled within a minute or two; nobody waits for a mail by the second. */
const againMs = 5 * 60_000;

const askOf = ({ attempt }: Candidate): readonly OfferAsk[] => {
  const { offer } = offerArgsOf(attempt.request.args);
  const { contact, flow } = attempt.request.enrollment;
  return offer === undefined ? [] : [{ message: attempt.id, contact, flow, offer }];
};

/**
 * There is no code. What the step says counts: `without` sends the mail without one; `wait`, unless told, asks again while
 * the mail is of use and skips it then; `skip` skips it now. An offer that is no more is not waited for.
 */
const withoutCode = (
  { attempt, facts }: Candidate,
  answer: Exclude<OfferAnswer, { readonly kind: 'code' }>,
): ClauseAnswer => {
  const { whenNoCode } = offerArgsOf(attempt.request.args);
  if (whenNoCode === 'without') return { pass: true, saw: `without: ${answer.why}` };
  const until =
    answer.kind === 'later' && whenNoCode === 'wait' ? new Date(facts.now.getTime() + againMs) : undefined;
  return { pass: false, saw: answer.why, reason: 'no_code', until };
};

const withAnswer = (candidate: Candidate, answer: OfferAnswer): Candidate => {
  const { facts, result } = candidate;
  const said: ClauseAnswer =
    answer.kind === 'code' ? { pass: true, saw: 'code' } : withoutCode(candidate, answer);
  return {
    ...candidate,
    promised: answer.kind === 'code' ? answer.promised : undefined,
    result: answered(result.answers, {
      key: 'offer',
      answer: said,
      usefulUntil: facts.brief.usefulUntil,
    }),
  };
};

const nobody: OfferAnswer = { kind: 'never', why: 'unknown' };

/** One code a mail, of those that promise one; the last of what is reserved, so that few are reserved in vain. */
export const promiseOffers = async (
  offers: OfferPort | undefined,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> => {
  const asking = candidates.flatMap((candidate) =>
    askOf(candidate).map((ask) => ({ shop: candidate.facts.shop, now: candidate.facts.now, ask })),
  );
  if (asking.length === 0) return candidates;
  const answers = new Map<MessageId, OfferAnswer>();
  for (const same of Map.groupBy(asking, ({ shop }) => shop.id).values()) {
    const [first] = same;
    if (first === undefined || offers === undefined) continue;
    const asks = same.map(({ ask }) => ask);
    for (const [id, answer] of await offers.give(first.shop, asks, first.now)) answers.set(id, answer);
  }
  const asked = new Set(asking.map(({ ask }) => ask.message));
  return candidates.map((candidate) => {
    const { id } = candidate.attempt;
    return asked.has(id) ? withAnswer(candidate, answers.get(id) ?? nobody) : candidate;
  });
};
