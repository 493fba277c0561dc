import { z } from 'zod';
import type { DecisionLog, DecisionRecord } from '../../engine/decision.ts';
import type { DueBatch, EngineStore } from '../../engine/engine-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { monotonicMs } from '../../lib/clock.ts';
import { createBoundedWord } from './bounded-word.ts';
import type { Meters } from './meters.ts';
import type { Pulse } from './pulse.ts';

export interface EngineMeterParts {
  readonly meters: Meters;
  readonly pulse: Pulse;
  readonly clock: Clock;
}

type Looks = Pick<EngineStore, 'countDue' | 'nextDueAt'>;
type Leases = Pick<EngineStore, 'lease' | 'renew' | 'giveBack'>;
type Work = Pick<EngineStore, 'readDue' | 'move' | 'quarantineUnreadable'>;

const meterLooks = (store: Looks, { pulse }: EngineMeterParts): Looks => ({
  countDue: (now) => {
    pulse.mark('dispatch');
    return store.countDue(now);
  },
  nextDueAt: () => {
    pulse.mark('dispatch');
    return store.nextDueAt();
  },
});

const meterLeases = (store: Leases, { meters, pulse }: EngineMeterParts): Leases => {
  const startedAt = new Map<string, number>();
  return {
    lease: async (request) => {
      pulse.mark('dispatch');
      startedAt.set(request.token, monotonicMs());
      const leased = await store.lease(request);
      meters.count('encore_turns_leased_total', leased.length);
      meters.count('encore_leases_abandoned_total', leased.filter(({ claims }) => claims > 1).length);
      return leased;
    },
    renew: async (turns, token) => {
      pulse.mark('dispatch');
      const held = await store.renew(turns, token);
      meters.count('encore_leases_lost_total', turns.length - held.size);
      return held;
    },
    giveBack: async (turns, token) => {
      pulse.mark('dispatch');
      const start = startedAt.get(token);
      startedAt.delete(token);
      await store.giveBack(turns, token);
      if (start !== undefined && turns.length > 0)
        meters.observe('encore_turn_seconds', (monotonicMs() - start) / 1000);
    },
  };
};

const noteBatch = ({ enrollments, unreadable }: DueBatch, { meters, clock }: EngineMeterParts): void => {
  const [first] = enrollments;
  meters.count('encore_enrollments_unreadable_total', unreadable.length);
  if (first === undefined) return;
  meters.observe('encore_due_batch_rows', enrollments.length);
  const { dueAt = clock.now() } = first;
  meters.observe('encore_due_lag_seconds', Math.max(0, (clock.now().getTime() - dueAt.getTime()) / 1000));
};

const meterWork = (store: Work, parts: EngineMeterParts): Work => ({
  readDue: async (turns, now, limit) => {
    const batch = await store.readDue(turns, now, limit);
    noteBatch(batch, parts);
    return batch;
  },
  move: async (moves) => {
    parts.pulse.mark('dispatch');
    const matched = await store.move(moves);
    for (const [to, group] of Map.groupBy(
      moves.filter(({ id }) => matched.has(id)),
      (move) => move.to,
    ))
      parts.meters.count('encore_moves_total', group.length, { to });
    parts.meters.count('encore_moves_refused_total', moves.length - matched.size);
    return matched;
  },
  quarantineUnreadable: (ids) => store.quarantineUnreadable(ids),
});

export const meterStore = (store: EngineStore, parts: EngineMeterParts): EngineStore => ({
  ...store,
  ...meterLooks(store, parts),
  ...meterLeases(store, parts),
  ...meterWork(store, parts),
});

const gateSchema = z.array(z.object({ clause: z.string(), pass: z.boolean() }));

/** `clause answer` of one decision of the gate; a no answers with the decision's reason. */
const answersOf = ({ detail, reason }: DecisionRecord): readonly (readonly [string, string])[] => {
  if (detail?.['gate'] === undefined) return [];
  const parsed = gateSchema.safeParse(detail['gate']);
  return (parsed.data ?? []).map(({ clause, pass }) => [clause, pass ? 'yes' : reason]);
};

/** Once a batch and label, not once a decision. */
const tally = (pairs: readonly (readonly [string, string])[]): readonly [string, string, number][] => {
  const counts = new Map<string, [string, string, number]>();
  for (const [one, other] of pairs) {
    const entry = counts.get(`${one} ${other}`) ?? [one, other, 0];
    entry[2] += 1;
    counts.set(`${one} ${other}`, entry);
  }
  return [...counts.values()];
};

export const meterDecisions = <Log extends DecisionLog>(log: Log, meters: Meters): Log => {
  const bounded = createBoundedWord();
  return {
    ...log,
    record: async (decisions: readonly DecisionRecord[]) => {
      await log.record(decisions);
      const kinds = decisions.map(({ kind, reason }) => [kind, bounded(reason)] as const);
      for (const [kind, reason, by] of tally(kinds))
        meters.count('encore_decisions_total', by, { kind, reason });
      const answers = decisions
        .flatMap(answersOf)
        .map(([clause, answer]) => [bounded(clause), bounded(answer)] as const);
      for (const [clause, answer, by] of tally(answers))
        meters.count('encore_gate_answers_total', by, { clause, answer });
    },
  };
};
