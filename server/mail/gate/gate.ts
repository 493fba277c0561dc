import type { GateAnswer, SkipReason } from '../message.ts';
import { addressValid } from './address-valid.ts';
import type { Clause, ClauseAnswer, GateFacts } from './clause.ts';
import { consentGiven } from './consent-given.ts';
import { flowFilter } from './flow-filter.ts';
import { flowLive } from './flow-live.ts';
import { kindWanted } from './kind-wanted.ts';
import { noRival } from './no-rival.ts';
import { notIncluded } from './not-included.ts';
import { notHeldOut } from './not-held-out.ts';
import { notPaused } from './not-paused.ts';
import { notRedacted } from './not-redacted.ts';
import { notSettled } from './not-settled.ts';
import { notSuppressed } from './not-suppressed.ts';
import { quietHours } from './quiet-hours.ts';
import { somethingToBuy } from './something-to-buy.ts';
import { stillUseful } from './still-useful.ts';
import { totalAboveZero } from './total-above-zero.ts';

export type GateVerdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly exit?: string | undefined }
  | { readonly kind: 'defer'; readonly reason: SkipReason; readonly until: Date };

export interface GateResult {
  readonly verdict: GateVerdict;
  /** Every clause that was asked, in order; the last one is the no, if there is one. */
  readonly answers: readonly GateAnswer[];
}

/** In this order; the cap is reserved between the two lists (a reservation is a write, these are not). */
export const clausesBeforeCap: readonly Clause[] = [
  addressValid,
  notRedacted,
  notSuppressed,
  consentGiven,
  kindWanted,
  flowLive,
  flowFilter,
  notSettled,
  notIncluded,
  somethingToBuy,
  totalAboveZero,
  notHeldOut,
  stillUseful,
  notPaused,
  quietHours,
];
export const clausesAfterCap: readonly Clause[] = [noRival];

/** A no with a next time is a deferral while the message is still useful then, else a skip. */
const verdictOf = (answer: ClauseAnswer, usefulUntil: Date): GateVerdict => {
  if (answer.pass) return { kind: 'allow' };
  const { reason, until, exit } = answer;
  if (until !== undefined && until <= usefulUntil) return { kind: 'defer', reason, until };
  return { kind: 'skip', reason, exit };
};

/** Adds one answer to what was answered before. */
export const answered = (
  before: readonly GateAnswer[],
  { key, answer, usefulUntil }: { key: string; answer: ClauseAnswer; usefulUntil: Date },
): GateResult => ({
  verdict: verdictOf(answer, usefulUntil),
  answers: [
    ...before,
    { clause: key, pass: answer.pass, ...(answer.saw === undefined ? {} : { saw: answer.saw }) },
  ],
});

/** Asks clause by clause and stops at the first no. Pure: everything it looks at was loaded before. */
export const askGate = (
  facts: GateFacts,
  clauses: readonly Clause[],
  before: readonly GateAnswer[] = [],
): GateResult => {
  let result: GateResult = { verdict: { kind: 'allow' }, answers: before };
  for (const clause of clauses) {
    const answer = clause.ask(facts);
    result = answered(result.answers, { key: clause.key, answer, usefulUntil: facts.brief.usefulUntil });
    if (!answer.pass) break;
  }
  return result;
};
