import type { EnrollmentId } from '../lib/brand.ts';
import type { DecisionRecord } from './decision.ts';
import type { EngineStore } from './engine-store.ts';
import type { Settlement } from './settlement.ts';

export type WriteSettlements = (settlements: readonly Settlement[]) => Promise<ReadonlySet<EnrollmentId>>;

/** MOVE for a group; only what matched is explained, for only that happened. */
export const createSettlementWriter =
  (store: EngineStore, explanations: DecisionRecord[]): WriteSettlements =>
  async (settlements) => {
    if (settlements.length === 0) return new Set();
    const matched = await store.move(settlements.map(({ move }) => move));
    for (const { move, decision } of settlements)
      if (decision !== undefined && matched.has(move.id)) explanations.push(decision);
    return matched;
  };
