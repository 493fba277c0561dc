import type { TurnId } from '../lib/brand.ts';
import type { Enrollment } from './enrollment.ts';

export interface Reading {
  readonly turns: readonly TurnId[];
  readonly limit: number;
}

const batchLimit = 500;
const leastQuota = 50;

/**
 * Who is read with whom. Turns are read together, but one that took more than its part of a full batch last time is read
 * alone with a quota: a shop with a million due can't keep another waiting.
 */
export const createReadPlan = () => {
  const heavy = new Set<TurnId>();

  const plan = (turns: readonly TurnId[]): readonly Reading[] => {
    const alone = turns.filter((turn) => heavy.has(turn));
    const together = turns.filter((turn) => !heavy.has(turn));
    const groups = alone.length + (together.length > 0 ? 1 : 0);
    const quota = Math.max(leastQuota, Math.floor(batchLimit / Math.max(1, groups)));
    const readings = alone.map((turn) => ({ turns: [turn], limit: quota }));
    return together.length > 0 ? [...readings, { turns: together, limit: batchLimit }] : readings;
  };

  /** Tells it what a reading brought. */
  const note = ({ turns, limit }: Reading, found: readonly Enrollment[]): void => {
    const part = limit / turns.length;
    const counts = Map.groupBy(found, ({ turn }) => turn);
    for (const turn of turns) {
      const count = counts.get(turn)?.length ?? 0;
      if (found.length >= limit && count >= part) heavy.add(turn);
      else if (turns.length === 1) heavy.delete(turn);
    }
  };

  return { plan, note };
};
