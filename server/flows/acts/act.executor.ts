import type { EffectContext, EffectExecutor, EffectRequest, Settle } from '../../engine/effect.ts';
import { monotonicMs } from '../../lib/clock.ts';
import type { ActDeps } from './act-deps.ts';
import type { ActPerformer } from './act-performer.ts';
import { carryOutGroup } from './carry-out-group.ts';
import type { Outcome } from './carry-out-group.ts';

/** So few at once that a group is over before its lease is, even when nobody answers. */
const groupSize = 16;
/** Of one batch; the other shops of this worker are waiting. */
const budgetMs = 20_000;
const busyMs = 30_000;

type Group = readonly EffectRequest[];

const groupsOf = (requests: Group): readonly Group[] =>
  [...Map.groupBy(requests, ({ enrollment }) => enrollment.shop).values()].flatMap((ofShop) =>
    Array.from({ length: Math.ceil(ofShop.length / groupSize) }, (_, n) =>
      ofShop.slice(n * groupSize, (n + 1) * groupSize),
    ),
  );

const stillHeld = async (group: Group, { lease }: EffectContext): Promise<Group> => {
  const held = await lease.renew([...new Set(group.map(({ enrollment }) => enrollment.turn))]);
  return group.filter(({ enrollment }) => held.has(enrollment.turn));
};

const settleAll = async (
  outcomes: readonly (readonly [EffectRequest, Outcome])[],
  settle: Settle,
): Promise<void> => {
  if (outcomes.length === 0) return;
  const decided = outcomes.flatMap(([, { decision }]) => decision ?? []);
  await settle(new Map(outcomes.map(([{ enrollment }, { outcome }]) => [enrollment.id, outcome])), decided);
};

const busy = (request: EffectRequest, { now }: EffectContext): readonly [EffectRequest, Outcome] => {
  const at = new Date(now.getTime() + busyMs);
  return [request, { outcome: { kind: 'again', at, reason: 'acts_busy' } }];
};

/** Ledger row, attempt, row again, MOVE: group by group, at least once. */
export const createActExecutor = (performer: ActPerformer, deps: ActDeps): EffectExecutor => ({
  effect: performer.effect,
  perform: async (requests, context, settle) => {
    const until = monotonicMs() + budgetMs;
    for (const group of groupsOf(requests)) {
      if (context.signal.aborted) return;
      const outcomes =
        monotonicMs() < until
          ? await carryOutGroup(await stillHeld(group, context), { performer, deps, context })
          : group.map((request) => busy(request, context));
      await settleAll(outcomes, settle);
    }
  },
});
