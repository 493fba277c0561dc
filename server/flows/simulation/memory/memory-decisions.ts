import type { DecisionLog, DecisionRecord } from '../../../engine/decision.ts';

/** The latest of each decision, as the stored log keeps them: one per flow, contact, about, step and kind. */
export interface MemoryDecisions extends DecisionLog {
  all(): readonly DecisionRecord[];
}

const keyOf = ({ flow, contact, about, step, kind }: DecisionRecord): string =>
  JSON.stringify([flow, contact, about, step, kind]);

export const createMemoryDecisions = (): MemoryDecisions => {
  const rows = new Map<string, DecisionRecord>();
  return {
    record: async (records) => {
      for (const record of records) rows.set(keyOf(record), record);
    },
    all: () => [...rows.values()],
  };
};
