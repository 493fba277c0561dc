import type { ShopRhythm } from './reorder-model.ts';
import { dayMs } from './reorder-model.ts';
import { shrunk } from './shrinkage.ts';
import { at, createWaitCounts, gridBins, gridPosition, hazardOf, raise, survivalOf } from './survival.ts';
import { peopleOf } from './waits.ts';
import type { Waits } from './waits.ts';

/** Weight, in gaps, of other people's rhythm against a person's own. */
const orderWeight = 2;

/** Days (since 1970) on which a person ordered, ascending. */
export const orderDays = (times: ArrayLike<number>): readonly number[] => {
  const days: number[] = [];
  const sorted = Float64Array.from(times, (time) => Math.floor(time / dayMs)).sort();
  for (const day of sorted) if (day !== days.at(-1)) days.push(day);
  return days;
};

/** ln of the gaps between days. */
const logGaps = (days: readonly number[]): readonly number[] =>
  days.slice(1).map((day, index) => Math.log(day - (days[index] ?? day)));

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** ln of a person's usual gap, shrunk towards everybody's. */
const usualLog = (gaps: readonly number[], logMean: number): number =>
  shrunk({ sum: sumOf(gaps), n: gaps.length }, { mean: logMean, weight: orderWeight });

/** Survival of people: how long they stay away, in units of their own usual gap. Its plateau is "gone". */
export const learnOrderRhythm = (waits: Waits, asOf: number): ShopRhythm['orders'] => {
  const people = [...peopleOf(waits)].map(([from, to]) => orderDays(waits.at.subarray(from, to)));
  const all = { sum: 0, n: 0 };
  for (const gaps of people.map(logGaps)) {
    all.sum += sumOf(gaps);
    all.n += gaps.length;
  }
  const logMean = all.n === 0 ? 0 : all.sum / all.n;
  const counts = createWaitCounts(gridBins);
  for (const days of people) {
    const gaps = logGaps(days);
    const sum = sumOf(gaps);
    for (const gap of gaps) {
      const usual = shrunk({ sum: sum - gap, n: gaps.length - 1 }, { mean: logMean, weight: orderWeight });
      raise(counts.ended, Math.floor(gridPosition(Math.exp(gap - usual))), 1);
    }
    const away = asOf / dayMs - (days.at(-1) ?? 0);
    raise(counts.censored, Math.floor(gridPosition(away / Math.exp(usualLog(gaps, logMean)))), 1);
  }
  return { logMean, survival: [...survivalOf(hazardOf(counts))] };
};

/** Chance that somebody orders again at all, having been away since their last order until `now`. */
export const stillWithUs = (
  days: readonly number[],
  { logMean, survival }: ShopRhythm['orders'],
  now: number,
): number => {
  const away = now / dayMs - (days.at(-1) ?? 0);
  const position = Math.floor(gridPosition(away / Math.exp(usualLog(logGaps(days), logMean))));
  const waiting = position === 0 ? 1 : at(survival, position - 1);
  return waiting <= 0 ? 0 : (waiting - at(survival, gridBins - 1)) / waiting;
};
