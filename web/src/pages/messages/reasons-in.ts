import type { FlowView } from '../../../../server/flows/flow.contract.ts';

interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** The reasons that occur, of one flow or of all, most frequent first; the chosen one always. */
export const reasonsIn = (
  flows: readonly Pick<FlowView, 'id' | 'skippedBecause'>[],
  flow: string,
  chosen: string,
): readonly ReasonCount[] => {
  const counts = new Map<string, number>(chosen === '' ? [] : [[chosen, 0]]);
  for (const { id, skippedBecause } of flows)
    if (flow === '' || id === flow)
      for (const { reason, count } of skippedBecause) counts.set(reason, (counts.get(reason) ?? 0) + count);
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted((a, b) => b.count - a.count);
};
