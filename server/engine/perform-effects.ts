import { EncoreError } from '../lib/errors.ts';
import type { DecisionRecord } from './decision.ts';
import type { Settle } from './effect.ts';
import { failureCode, isDatabaseTrouble } from './failure-code.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { settleOutcome } from './settle-outcome.ts';
import type { Effect } from './settle-outcome.ts';
import { retry } from './settlement.ts';
import type { TurnContext } from './turn-context.ts';
import type { WriteSettlements } from './write-settlements.ts';

/** What is still without an outcome, and the MOVE of what has one. */
const createTally = (effects: readonly Effect[], deps: RunnerDeps, write: WriteSettlements) => {
  const open = new Map(effects.map((effect) => [effect.request.enrollment.id, effect]));
  let moved = 0;

  const settle: Settle = async (outcomes, decided: readonly DecisionRecord[] = []) => {
    const settlements = [...outcomes].flatMap(([id, outcome]) => {
      const effect = open.get(id);
      return effect === undefined ? [] : (settleOutcome(effect, outcome, deps) ?? []);
    });
    for (const id of outcomes.keys()) open.delete(id);
    const matched = await write(settlements, decided);
    moved += matched.size;
    return matched;
  };

  const retryOpen = async (code: string): Promise<void> => {
    const now = deps.clock.now();
    const retries = [...open.values()].map(({ request }) => retry(request.enrollment, now, code));
    moved += (await write(retries)).size;
  };

  return { settle, retryOpen, open, moved: () => moved };
};

/** Hands a group to its executor. Whatever it throws is charged to those that it had not settled yet. */
export const createEffectPerformer = (deps: RunnerDeps) => {
  const executors = new Map(deps.executors.map((executor) => [executor.effect, executor]));

  const hand = async (
    name: string,
    effects: readonly Effect[],
    { context, settle }: HandOver,
  ): Promise<void> => {
    const executor = executors.get(name);
    if (executor === undefined) throw new EncoreError('step_unknown', { message: `nobody performs ${name}` });
    const { lease, signal } = context;
    const requests = effects.map(({ request }) => request);
    await executor.perform(requests, { now: deps.clock.now(), lease, signal }, settle);
  };

  /** Resolves to how many were moved. */
  return async (
    name: string,
    effects: readonly Effect[],
    { context, write }: PerformContext,
  ): Promise<number> => {
    const tally = createTally(effects, deps, write);
    try {
      await hand(name, effects, { context, settle: tally.settle });
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      const code = failureCode(error);
      deps.logger.error({ code, effect: name, unsettled: tally.open.size }, 'executor failed');
      await tally.retryOpen(code);
    }
    return tally.moved();
  };
};

interface HandOver {
  readonly context: TurnContext;
  readonly settle: Settle;
}

interface PerformContext {
  readonly context: TurnContext;
  readonly write: WriteSettlements;
}
