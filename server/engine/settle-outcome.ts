import { assertNever } from '../lib/assert-never.ts';
import { advanceAfter } from './advance.ts';
import type { Taken } from './advance.ts';
import { stepAfter } from './cursor.ts';
import type { EffectOutcome, EffectRequest } from './effect.ts';
import type { Loaded } from './load-batch.ts';
import type { RunnerDeps } from './runner-deps.ts';
import { branchesOf, deferral, exit, settlementOf } from './settlement.ts';
import type { Settlement } from './settlement.ts';

/** What an executor is asked for, and what deciding about the steps behind it takes. */
export interface Effect {
  readonly request: EffectRequest;
  readonly effect: string;
  readonly loaded: Loaded;
  /** Branches on the way to it. */
  readonly taken?: readonly Taken[] | undefined;
}

type SettleDeps = Pick<RunnerDeps, 'steps' | 'clock'>;

/** Standing in the next step, which the next turn decides by facts of its own. */
const standBehind = ({ enrollment, program }: EffectRequest, now: Date): Settlement => {
  const { step, plannedAt } = enrollment;
  const next = stepAfter(program, step);
  if (next === undefined) return settlementOf(enrollment, now, { kind: 'done', step, plannedAt });
  return settlementOf(enrollment, now, { kind: 'perform', step: next.id, plannedAt, effect: '', args: {} });
};

/**
 * The effect is settled and must not come again, so whatever the walk behind it does, the enrollment leaves the step:
 * a step that throws there is met again, and charged, as the one it stands in.
 */
const settleAdvance = ({ request, loaded }: Effect, steps: RunnerDeps['steps'], now: Date): Settlement => {
  const { enrollment, program } = request;
  try {
    const reached = advanceAfter({ program, enrollment, facts: loaded.facts, now: loaded.now, steps });
    return settlementOf(enrollment, now, reached);
  } catch {
    return standBehind(request, now);
  }
};

const withTaken = ({ taken = [], request }: Effect, settlement: Settlement, now: Date): Settlement =>
  taken.length === 0
    ? settlement
    : {
        ...settlement,
        branched: [...branchesOf(request.enrollment, now, taken), ...(settlement.branched ?? [])],
      };

const moveOf = (effect: Effect, outcome: EffectOutcome, deps: SettleDeps): Settlement | undefined => {
  const { enrollment } = effect.request;
  const now = deps.clock.now();
  switch (outcome.kind) {
    case 'advance':
      return outcome.factsChanged === true
        ? standBehind(effect.request, now)
        : settleAdvance(effect, deps.steps, now);
    case 'exit':
      return exit(enrollment, now, outcome.reason);
    case 'again': {
      const { step, plannedAt } = enrollment;
      return deferral(enrollment, now, { step, plannedAt, at: outcome.at, reason: outcome.reason });
    }
    case 'drop':
      return undefined;
    default:
      return assertNever(outcome);
  }
};

/** Undefined: nothing of ours is to be written, a later claim decides. */
export const settleOutcome = (
  effect: Effect,
  outcome: EffectOutcome,
  deps: SettleDeps,
): Settlement | undefined => {
  const settlement = moveOf(effect, outcome, deps);
  return settlement && withTaken(effect, settlement, deps.clock.now());
};
