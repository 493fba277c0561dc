import { advance } from './advance.ts';
import type { Enrollment } from './enrollment.ts';
import { failureCode } from './failure-code.ts';
import { loadBatch } from './load-batch.ts';
import type { Loaded } from './load-batch.ts';
import { createEffectPerformer } from './perform-effects.ts';
import type { RunnerDeps } from './runner-deps.ts';
import type { Effect } from './settle-outcome.ts';
import { retry, settlementOf } from './settlement.ts';
import type { Settlement } from './settlement.ts';
import type { BatchResult, TurnContext } from './turn-context.ts';
import { createSettlementWriter } from './write-settlements.ts';

const decide = (loaded: Loaded, { steps }: RunnerDeps, now: Date): Settlement | Effect => {
  const { enrollment, program, facts } = loaded;
  try {
    const reached = advance({ program, enrollment, facts, now: loaded.now, steps });
    if (reached.kind !== 'perform') return settlementOf(enrollment, now, reached);
    const { step, plannedAt, effect, args, taken } = reached;
    // An attempt belongs to the step that threw; one further on starts afresh.
    const attempts = step === enrollment.step ? enrollment.attempts : 0;
    return {
      request: { enrollment: { ...enrollment, step, plannedAt, attempts }, program, args },
      effect,
      loaded,
      taken,
    };
  } catch (error) {
    return retry(enrollment, now, failureCode(error));
  }
};

/** Decides about due enrollments, moves those that need nothing else, hands the others to their executors. */
export const createBatchProcessor = (deps: RunnerDeps) => {
  const perform = createEffectPerformer(deps);
  const write = createSettlementWriter(deps);

  return async (enrollments: readonly Enrollment[], context: TurnContext): Promise<BatchResult> => {
    if (enrollments.length === 0) return { moved: 0, performed: 0 };
    const now = deps.clock.now();
    const { loaded, troubled } = await loadBatch(enrollments, deps, now);
    const settlements: Settlement[] = [...troubled];
    const effects: Effect[] = [];
    for (const one of loaded) {
      const decided = decide(one, deps, now);
      if ('move' in decided) settlements.push(decided);
      else effects.push(decided);
    }
    let moved = (await write(settlements)).size;
    for (const [name, group] of Map.groupBy(effects, ({ effect }) => effect))
      moved += await perform(name, group, { context, write });
    return { moved, performed: effects.length };
  };
};
