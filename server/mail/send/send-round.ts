import type { EffectContext, EffectOutcome, EffectRequest, Settle } from '../../engine/effect.ts';
import type { EnrollmentId, TurnId } from '../../lib/brand.ts';
import { monotonicMs, sleep } from '../../lib/clock.ts';
import { randomToken } from '../../lib/digest.ts';
import { newRowOf, toAttempt } from './attempt.ts';
import type { Attempt, Ended } from './attempt.ts';
import { insist } from './insist.ts';
import { atBarrier, passGate } from './pass-gate.ts';
import { reclaim } from './reclaim.ts';
import type { AccountOf, SenderPace } from './sender-pace.ts';
import type { SendDeps } from './send-ports.ts';
import { settleEndings } from './settle-endings.ts';
import type { Stride } from './stride.ts';
import { writeMails } from './write-mails.ts';

export interface RoundContext {
  readonly deps: SendDeps;
  readonly pace: SenderPace;
  readonly accountOf: AccountOf;
  readonly context: EffectContext;
  readonly settle: Settle;
  readonly stride: Stride;
}

const turnsOf = (requests: readonly EffectRequest[]): readonly TurnId[] => [
  ...new Set(requests.map(({ enrollment }) => enrollment.turn)),
];

const drop: EffectOutcome = { kind: 'drop' };

/** ROWS and RECLAIM: which of them are ours to send now; the others are settled on the way. */
const claimRows = async (
  round: RoundContext,
  requests: readonly EffectRequest[],
  token: string,
): Promise<readonly Attempt[]> => {
  const { deps, context } = round;
  const attempts = requests.map((request) => toAttempt(request));
  const collided = await insist(() => deps.ledger.rows.insertSending(attempts.map(newRowOf), token));
  const mine = attempts.filter(({ id }) => !collided.has(id));
  const outcomes = new Map<EnrollmentId, EffectOutcome>();
  const there = attempts.filter(({ id }) => collided.has(id));
  const reclaimed = await reclaim(deps, there, { token, now: context.now });
  for (const { id, request } of there) {
    const found = reclaimed.get(id);
    if (found === undefined) continue;
    if ('mine' in found) mine.push(found.mine);
    else outcomes.set(request.enrollment.id, found.outcome);
  }
  if (outcomes.size > 0) await round.settle(outcomes);
  return mine;
};

const lost = (attempt: Attempt, reason: string): Ended => ({
  attempt,
  ending: { kind: 'dropped', reason },
  answers: [],
});

/** Resolves to those whose lease is still held; the others are put back. */
const renewFor = async (
  { context }: RoundContext,
  attempts: readonly Attempt[],
  ended: Ended[],
): Promise<readonly Attempt[]> => {
  const held = await context.lease.renew(turnsOf(attempts.map(({ request }) => request)));
  const isHeld = ({ request }: Attempt): boolean => held.has(request.enrollment.turn);
  ended.push(...attempts.filter((each) => !isHeld(each)).map((each) => lost(each, 'lease_lost')));
  return attempts.filter(isHeld);
};

const barrierLookMs = 25;

/**
 * A barrier falls as soon as its delivery is applied, some hundredths of a second: waiting for that costs less than putting
 * a sub-group back and claiming it again, and a busy shop's orders would push its mails before them for ever.
 */
const awaitBarrier = async (
  round: RoundContext,
  held: readonly Attempt[],
  { startMs, ended }: { readonly startMs: number; readonly ended: Ended[] },
): Promise<readonly Attempt[]> => {
  const { deps, context } = round;
  if (held.length === 0) return held;
  if (context.signal.aborted || monotonicMs() >= startMs + deps.settings.barrierMs) {
    ended.push(...held.map((attempt) => atBarrier(deps, attempt, context.now)));
    return [];
  }
  await sleep(barrierLookMs, context.signal);
  return held;
};

/**
 * GATE and WRITE, each further pass with a fresh lease and deadline, until every row has an ending. A pass that came too
 * late for all it took makes the next one shorter, so a slow machine sends less at a time, not nothing.
 */
const gateAndWrite = async (
  round: RoundContext,
  attempts: readonly Attempt[],
  startMs: number,
): Promise<readonly Ended[]> => {
  const { deps, pace, accountOf, context, stride } = round;
  const { deadlineMs, oldMs } = deps.settings;
  const ended: Ended[] = [];
  let open = attempts;
  let lateMs = startMs + deadlineMs;
  // Rows that stay `sending` for long are taken for lost.
  while (open.length > 0 && monotonicMs() < startMs + oldMs / 2) {
    const [now, later] = [open.slice(0, stride.size()), open.slice(stride.size())];
    const gated = await passGate(deps, now, context.now);
    const written = await writeMails({ deps, pace, accountOf, lateMs }, gated.allowed);
    ended.push(...gated.ended, ...written.ended);
    const waiting = await awaitBarrier(round, gated.held, { startMs, ended });
    const isTooSlow = now.length > 0 && written.late.length === now.length;
    if (isTooSlow && !stride.shorten()) break;
    if (written.late.length === 0) stride.lengthen();
    open = [...written.late, ...waiting, ...later];
    // Before RENEW, as at the start.
    lateMs = monotonicMs() + deadlineMs;
    if (open.length > 0) open = await renewFor(round, open, ended);
  }
  return [...ended, ...open.map((attempt) => lost(attempt, 'too_slow'))];
};

/** One round of a sub-group: RENEW, ROWS, GATE, WRITE, SETTLE of turns.md. At most one mail of a person in it. */
export const sendRound = async (round: RoundContext, requests: readonly EffectRequest[]): Promise<void> => {
  // Before RENEW, so before any row is `sending`: the intake's wait may count on it.
  const startMs = monotonicMs();
  const held = await round.context.lease.renew(turnsOf(requests));
  const ours = requests.filter(({ enrollment }) => held.has(enrollment.turn));
  const gone = requests.filter(({ enrollment }) => !held.has(enrollment.turn));
  if (gone.length > 0) await round.settle(new Map(gone.map(({ enrollment }) => [enrollment.id, drop])));
  const token = randomToken();
  const attempts = await claimRows(round, ours, token);
  const ended = await gateAndWrite(round, attempts, startMs);
  await settleEndings(round.deps, ended, { token, context: round.context, settle: round.settle });
};
