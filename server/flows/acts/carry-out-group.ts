import type { DecisionRecord } from '../../engine/decision.ts';
import type { EffectContext, EffectOutcome, EffectRequest } from '../../engine/effect.ts';
import { failureCode, isDatabaseTrouble } from '../../engine/failure-code.ts';
import type { FlowId, ShopId } from '../../lib/brand.ts';
import { randomToken } from '../../lib/digest.ts';
import { runningOf } from '../running-of.ts';
import type { ActDeps } from './act-deps.ts';
import type { ActPerformer, ActResult } from './act-performer.ts';
import { endingOf, explanationOf, nextTryAt } from './act-settlement.ts';
import type { EffectEnding, EffectRow } from './effects.repository.ts';

export interface ActRound {
  readonly performer: ActPerformer;
  readonly deps: ActDeps;
  readonly context: EffectContext;
}

export interface Outcome {
  readonly outcome: EffectOutcome;
  readonly decision?: DecisionRecord | undefined;
  readonly ending?: EffectEnding | undefined;
}

type Settled = readonly [EffectRequest, Outcome];
type Running = ReturnType<typeof runningOf>;

const pausedMs = 15 * 60_000;

/** Those that still stand where they were read; anything else has been closed or moved by somebody. */
const unmoved = async (
  group: readonly EffectRequest[],
  { deps }: ActRound,
): Promise<readonly EffectRequest[]> => {
  const present = await deps.enrollments.findMany(group.map(({ enrollment }) => enrollment.id));
  const waiting = present.filter(({ state }) => state === 'waiting');
  const revs = new Map(waiting.map(({ id, rev }) => [id, rev]));
  return group.filter(({ enrollment: { id, rev } }) => revs.get(id) === rev);
};

const flowsOf = async (
  shop: ShopId,
  group: readonly EffectRequest[],
  { deps }: ActRound,
): Promise<ReadonlyMap<FlowId, Running>> => {
  const flows = [...new Set(group.map(({ enrollment }) => enrollment.flow))];
  const found = flows.map(async (flow) => [flow, runningOf(await deps.flows.find(shop, flow))] as const);
  return new Map(await Promise.all(found));
};

const attempt = async (
  request: EffectRequest,
  { id: key }: EffectRow,
  { performer, deps, context }: ActRound,
): Promise<ActResult> => {
  if (performer.leaves && request.enrollment.heldOut) return { kind: 'skipped', code: 'held_out' };
  try {
    return await performer.perform({ request, key, signal: context.signal });
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error;
    deps.logger.warn({ code: failureCode(error), effect: performer.effect }, 'an act threw');
    return { kind: 'again', code: failureCode(error) };
  }
};

interface Tried {
  readonly row: EffectRow;
  readonly result: ActResult;
}

const settle = (
  request: EffectRequest,
  { row, result }: Tried,
  { performer, context }: ActRound,
): Outcome => {
  const { now } = context;
  const ending = endingOf(row, result);
  if (ending.state === 'scheduled')
    return { outcome: { kind: 'again', at: nextTryAt(row, now), reason: ending.code }, ending };
  const outcome: EffectOutcome = { kind: 'advance', factsChanged: performer.changesFacts };
  return { outcome, ending, decision: explanationOf(request, ending, now) };
};

const carryOut = async (
  request: EffectRequest,
  { row, running }: { row: EffectRow; running: Running | undefined },
  round: ActRound,
): Promise<Outcome> => {
  // It came to its end before; only the move behind it was lost.
  if (row.state !== 'running')
    return { outcome: { kind: 'advance', factsChanged: round.performer.changesFacts } };
  const result: ActResult =
    running === 'live' ? await attempt(request, row, round) : { kind: 'skipped', code: 'flow_off' };
  return settle(request, { row, result }, round);
};

const begin = (
  open: readonly EffectRequest[],
  { shop, token }: { shop: ShopId; token: string },
  round: ActRound,
) => {
  const { performer, deps, context } = round;
  const enrollments = open.map(({ enrollment }) => enrollment);
  return deps.effects.begin(shop, enrollments, { effect: performer.effect, token, at: context.now });
};

/** All of one shop. What is left out of the answer is nobody's to settle. */
export const carryOutGroup = async (
  group: readonly EffectRequest[],
  round: ActRound,
): Promise<readonly Settled[]> => {
  const asked = await unmoved(group, round);
  const shop = asked[0]?.enrollment.shop;
  if (shop === undefined) return [];
  const { now } = round.context;
  const flows = await flowsOf(shop, asked, round);
  const isPaused = ({ enrollment: { flow } }: EffectRequest): boolean => flows.get(flow) === 'paused';
  const waits = asked.filter(isPaused).map((request): Settled => {
    const at = new Date(now.getTime() + pausedMs);
    return [request, { outcome: { kind: 'again', at, reason: 'flow_paused' } }];
  });
  const open = asked.filter((request) => !isPaused(request));
  const token = randomToken();
  const rows = await begin(open, { shop, token }, round);
  const tried = open.map(async (request): Promise<Settled[]> => {
    const row = rows.get(request.enrollment.id);
    if (row === undefined) return [];
    return [[request, await carryOut(request, { row, running: flows.get(request.enrollment.flow) }, round)]];
  });
  const settled = (await Promise.all(tried)).flat();
  const endings = settled.flatMap(([, { ending }]) => ending ?? []);
  await round.deps.effects.end(shop, endings, { token, at: now });
  return [...waits, ...settled];
};
