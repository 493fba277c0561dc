import { decisionKeyOf } from '../../../engine/decision.ts';
import type { DecisionLog, DecisionRecord } from '../../../engine/decision.ts';

/** The latest of each decision, as the stored log keeps them. */
export interface MemoryDecisions extends DecisionLog {
  all(): readonly DecisionRecord[];
}

const keyOf = (record: DecisionRecord): string => JSON.stringify(decisionKeyOf(record));

export const createMemoryDecisions = (): MemoryDecisions => {
  const rows = new Map<string, DecisionRecord>();
  return {
    record: async (records) => {
      for (const record of records) rows.set(keyOf(record), record);
    },
    all: () => [...rows.values()],
  };
};
