import { at, createWaitCounts, gridBins, hazardOf, survivalOf } from './survival.ts';
import type { WaitCounts } from './survival.ts';
import { weights } from './shrinkage.ts';

/** Once, twice, 3-4, 5-8, 9 times and more: who has come back often comes back again. */
const timesClasses = 5;
const timesClassOf = (nth: number): number =>
  Math.min(timesClasses - 1, Math.max(0, Math.ceil(Math.log2(nth))));

const rateClasses = 5;

/** Class of a return rate among ascending upper bounds. */
const rateClassOf = (rate: number, cuts: readonly number[]): number => {
  const found = cuts.findIndex((cut) => rate <= cut);
  return found === -1 ? cuts.length : found;
};

export const classOf = (nth: number, rate: number, cuts: readonly number[]): number =>
  timesClassOf(nth) * rateClasses + rateClassOf(rate, cuts);

/** Bounds between fifths of the waits, by their product's rate. */
export const rateCutsOf = (rates: Float64Array): readonly number[] => {
  const sorted = rates.toSorted();
  return Array.from({ length: rateClasses - 1 }, (_, index) =>
    at(sorted, Math.floor((sorted.length * (index + 1)) / rateClasses)),
  );
};

export const createClassCounts = (): readonly WaitCounts[] =>
  Array.from({ length: timesClasses * rateClasses }, () => createWaitCounts(gridBins));

const sumOf = (parts: readonly WaitCounts[]): WaitCounts => {
  const sum = createWaitCounts(gridBins);
  for (const { ended, censored } of parts)
    for (let bin = 0; bin < gridBins; bin += 1) {
      sum.ended[bin] = at(sum.ended, bin) + at(ended, bin);
      sum.censored[bin] = at(sum.censored, bin) + at(censored, bin);
    }
  return sum;
};

/**
 * One survival curve a class, each hazard shrunk towards that of all rates at the same number of times, that towards all: a class that
 * nobody is in has the shop's curve.
 */
export const classCurves = (counts: readonly WaitCounts[]): readonly (readonly number[])[] => {
  const all = hazardOf(sumOf(counts));
  return Array.from({ length: timesClasses }, (_, times) => {
    const own = counts.slice(times * rateClasses, (times + 1) * rateClasses);
    const parent = hazardOf(sumOf(own), { hazard: all, weight: weights.curve });
    return own.map((part) => [...survivalOf(hazardOf(part, { hazard: parent, weight: weights.curve }))]);
  }).flat();
};
