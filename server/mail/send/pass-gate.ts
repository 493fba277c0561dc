import { askGate, clausesAfterCap, clausesBeforeCap } from '../gate/gate.ts';
import type { GateResult } from '../gate/gate.ts';
import type { Attempt, Ended, Ending } from './attempt.ts';
import type { Candidate } from './candidate.ts';
import { limitPlans } from './limit-plans.ts';
import { limitSenders } from './limit-senders.ts';
import { loadIncluded } from './load-included.ts';
import { loadGateFacts } from './load-gate-facts.ts';
import { loadUnchanged } from './load-unchanged.ts';
import { promiseOffers } from './promise-offers.ts';
import { reserveCaps } from './reserve-caps.ts';
import type { FactLook, SendDeps } from './send-ports.ts';
import { backOffOf } from './send-settings.ts';

interface Judged {
  readonly allowed: readonly Candidate[];
  readonly ended: readonly Ended[];
}

export interface Gated extends Judged {
  /** An order, consent or redaction of their shop is stored and not applied: nothing else was asked. */
  readonly held: readonly Attempt[];
}

type Deps = Pick<SendDeps, 'facts' | 'ledger' | 'offers' | 'settings' | 'logger'>;

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

const end = (attempt: Attempt, ending: Ending, result?: GateResult): Ended => ({
  attempt,
  ending,
  answers: result?.answers ?? [],
});

/** What still stands at the barrier: put back, and claimed again when its shop may be free. */
export const atBarrier = (deps: Deps, attempt: Attempt, now: Date): Ended =>
  end(attempt, {
    kind: 'back',
    at: later(now, deps.settings.barrierMs),
    reason: 'barrier',
    retried: false,
    release: false,
  });

/** Fails closed: what can't be known is asked again later, never sent. */
const unavailable = (deps: Deps, attempt: Attempt, now: Date): Ended =>
  end(attempt, {
    kind: 'back',
    at: later(now, backOffOf(attempt.attempt, deps.settings)),
    reason: 'facts_unavailable',
    retried: true,
    release: false,
  });

const endingOf = ({ verdict }: GateResult, release: boolean): Ending | null => {
  switch (verdict.kind) {
    case 'allow':
      return null;
    case 'skip':
      return { kind: 'skipped', reason: verdict.reason, exit: verdict.exit };
    case 'defer':
      return { kind: 'back', at: verdict.until, reason: verdict.reason, retried: false, release };
  }
};

/** Sorts candidates by what was answered last. `reserved`: a deferral from here on gives its place back. */
const sort = (candidates: readonly Candidate[], reserved: boolean): Judged => {
  const allowed: Candidate[] = [];
  const ended: Ended[] = [];
  for (const candidate of candidates) {
    const ending = endingOf(candidate.result, reserved);
    if (ending === null) allowed.push(candidate);
    else ended.push(end(candidate.attempt, ending, candidate.result));
  }
  return { allowed, ended };
};

const lookOf = ({ facts, ledger }: Deps): FactLook =>
  facts.look?.() ?? { people: facts.people, flows: facts.flows, mails: ledger.rows };

const judge = async (deps: Deps, attempts: readonly Attempt[], now: Date): Promise<Judged> => {
  if (attempts.length === 0) return { allowed: [], ended: [] };
  const look = lookOf(deps);
  const [facts, included] = await Promise.all([
    loadGateFacts({ ...look, senders: deps.facts.senders }, attempts, now),
    loadIncluded(look.mails, attempts),
  ]);
  const missing = attempts.filter(({ request }) => !facts.has(request.enrollment.id));
  const asked = attempts.flatMap((attempt): Candidate[] => {
    const { id } = attempt.request.enrollment;
    const loaded = facts.get(id);
    if (loaded === undefined) return [];
    const own = { ...loaded, includedIn: included.get(id) };
    return [{ attempt, facts: own, result: askGate(own, clausesBeforeCap) }];
  });
  const first = sort(asked, false);
  const { same, moved } = await loadUnchanged(deps.facts, look.flows, first.allowed);
  const caps = await reserveCaps(deps.ledger.caps, same);
  const capped = sort(
    same.map((each) => ({ ...each, result: caps.get(each.attempt.id) ?? each.result })),
    false,
  );
  const last = sort(
    capped.allowed.map((each) => ({
      ...each,
      result: askGate(each.facts, clausesAfterCap, each.result.answers),
    })),
    true,
  );
  const limited = sort(await limitSenders(deps.ledger.days, last.allowed), true);
  const planned = sort(await limitPlans(deps.ledger.plans, limited.allowed), true);
  const promised = sort(await promiseOffers(deps.offers, planned.allowed), true);
  return {
    allowed: promised.allowed,
    ended: [
      ...missing.map((attempt) => unavailable(deps, attempt, now)),
      ...first.ended,
      ...moved.map(({ attempt }) => end(attempt, { kind: 'dropped', reason: 'changed_meanwhile' })),
      ...capped.ended,
      ...last.ended,
      ...limited.ended,
      ...planned.ended,
      ...promised.ended,
    ],
  };
};

/**
 * GATE of turns.md, for rows that are `sending`: barrier, facts, `rev`, cap — in this order, because each closes the gap
 * the one before leaves open. Never throws.
 */
export const passGate = async (deps: Deps, attempts: readonly Attempt[], now: Date): Promise<Gated> => {
  try {
    const shops = [...new Set(attempts.map(({ request }) => request.enrollment.shop))];
    const held = await deps.facts.inbox.heldShops(shops);
    const isHeld = ({ request }: Attempt): boolean => held.has(request.enrollment.shop);
    const open = attempts.filter((attempt) => !isHeld(attempt));
    return { ...(await judge(deps, open, now)), held: attempts.filter(isHeld) };
  } catch (error) {
    deps.logger.warn({ err: error, mails: attempts.length }, 'gate facts unavailable');
    return { allowed: [], ended: attempts.map((attempt) => unavailable(deps, attempt, now)), held: [] };
  }
};
