import type { StayCount } from './flow-move.ts';
import type { Stay } from './plan-move.ts';

/** By reason and step, most frequent first. */
export const countStays = (stays: readonly Stay[]): readonly StayCount[] => {
  const groups = Map.groupBy(stays, ({ reason, enrollment }) => `${reason} ${enrollment.step}`);
  return [...groups.values()]
    .flatMap((same): StayCount[] => {
      const [first] = same;
      return first === undefined
        ? []
        : [{ reason: first.reason, step: first.enrollment.step, count: same.length }];
    })
    .toSorted((a, b) => b.count - a.count);
};
